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

/** The page of a panel: nothing is loaded but our own bundle, and no script runs but that. */
export function webviewPage(webview: vscode.Webview, extension: vscode.Uri, parts: PageParts): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder(extension), name)).toString();
  const nonce = randomText();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(parts.title)}</title>
<link rel="stylesheet" href="${escapeHtml(file(`${parts.name}.css`))}">
<style nonce="${nonce}">${parts.style ?? ''}</style>
</head>
<body>
<main id="page" data-page="${escapeHtml(JSON.stringify(parts.data))}"></main>
<script nonce="${nonce}" src="${escapeHtml(file(`${parts.name}.js`))}"></script>
</body>
</html>`;
}

export function webviewFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

function escapeHtml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Cannot be guessed; the same in Node and in a browser. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '');
}
