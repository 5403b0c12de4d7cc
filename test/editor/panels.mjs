// Drives the panels of the packaged extension as a person would: each step is one result and leaves pictures.
import path from 'node:path';
import { root } from '../../scripts/processes.mjs';
import { liveSteps, timelineSteps } from './panelSteps.mjs';
import { attempt, onStage } from './stage.mjs';

/** Answers a result a step. */
export async function drivePanels({ pictures, vsix }) {
  // In a browser VS Code saves by itself where nobody says otherwise.
  const settings = { 'files.autoSave': 'off' };
  const viewport = { width: 1400, height: 1000 };
  return onStage({ name: 'panels', pictures, vsix, settings, viewport }, async (stage) => {
    const { page, address, folder, hasLoopback } = stage;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const refused = refusalsOf(page);
    await page.goto(address);
    const results = [];
    const camera = (name) => page.screenshot({ path: path.join(pictures, `${name.replaceAll(' ', '-')}.png`) });
    for (const [title, step] of Object.entries({ ...timelineSteps, ...liveSteps })) {
      if (title in liveSteps && !hasLoopback) {
        results.push({ title: `${title} (OpenSSH is not installed)`, state: 'skipped' });
        continue;
      }
      const name = `${results.length + 1} ${title}`;
      results.push({ title, ...(await attempt(() => step({ page, folder, camera }))) });
      await camera(name);
    }
    results.push({
      title: 'the pages ask for nothing that their policy refuses',
      ...(await attempt(() => {
        if (refused.length > 0) throw new Error(refused.join('\n'));
      })),
    });
    return results.map((result) => ({
      ...result,
      ...(result.message ? { message: `${result.message}\npictures: ${path.relative(root, pictures)}` } : {}),
    }));
  });
}

/** What the content security policy of our own pages refuses. */
function refusalsOf(page) {
  const refused = [];
  page.on('console', (message) => {
    const ours = message.location().url.includes('fake.html') || message.text().includes('nonce-');
    if (ours && /Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  return refused;
}
