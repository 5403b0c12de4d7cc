// Holds a page against axe's rules for accessibility, in the themes that a user may have.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const themes = {
  'Default Light Modern': 'vscode-light',
  'Default Dark Modern': 'vscode-dark',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
};

/**
 * Throws where axe finds a fault in the page of `frame`, in any theme; all that can be unfolded is. The theme is set for
 * the workspace in `folder`. `see` is called in each theme.
 */
export async function holdAgainstAxe(frame, folder, see = async () => {}) {
  const faults = [];
  for (const [theme, name] of Object.entries(themes)) {
    setTheme(folder, theme);
    await frame.waitForFunction((wanted) => document.body.classList.contains(wanted), name);
    await frame.locator('details').evaluateAll((all) => {
      for (const each of all) each.open = true;
    });
    await frame.evaluate(axe);
    const { violations, passes } = await frame.evaluate(() => globalThis.axe.run(document));
    if (passes.length < 10) faults.push(`${theme}: axe looked at next to nothing`);
    for (const { id, help, nodes } of violations) {
      faults.push(`${theme}: ${id}: ${help}\n  ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`);
    }
    await see(name.replace('vscode-', ''));
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function setTheme(folder, theme) {
  const file = path.join(folder, '.vscode', 'settings.json');
  const settings = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }, null, 2));
}
