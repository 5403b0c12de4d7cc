import * as vscode from 'vscode';

export interface PageParts {
  /** Name of the bundle in dist/webview. */
  readonly name: string;
  readonly title: string;
  /** Handed to the page as JSON. */
  readonly data: unknown;
  /** A style that a bundle shares with others. */
  readonly style?: string;
}

/** Makes the pages of panels. */
export interface Pages {
  /** Nothing is loaded and no script runs but our own bundle, which is a part of the page. */
  page(parts: PageParts): Promise<string>;
}

/** What a panel with such a page may do: run our script, and load nothing. */
export const pageOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

export function createPages(extension: vscode.Uri): Pages {
  const texts = new Map<string, Promise<string>>();
  // Within the page, as each file that a page loads by itself costs it a round trip through the whole editor.
  const read = (name: string) => {
    const known = texts.get(name);
    if (known) return known;
    const file = vscode.Uri.joinPath(extension, 'dist', 'webview', name);
    const text = Promise.resolve(vscode.workspace.fs.readFile(file)).then((bytes) => new TextDecoder().decode(bytes));
    texts.set(name, text);
    return text;
  };
  return {
    async page(parts) {
      const [script, style] = await Promise.all([read(`${parts.name}.js`), read(`${parts.name}.css`)]);
      return pageText(parts, script, style + (parts.style ?? ''));
    },
  };
}

function pageText({ title, data }: PageParts, script: string, style: string): string {
  const nonce = randomText();
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main id="page" data-page="${escapeHtml(JSON.stringify(data))}"></main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Cannot be guessed; the same in Node and in a browser. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '');
}
