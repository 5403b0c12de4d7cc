import { showControls } from '../showControls.ts';

/** Text inside HTML and inside attributes in double quotes; control characters are made visible. */
export function escapeHtml(text: string): string {
  return showControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A template whose values are escaped; `raw` marks what is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0] ?? '';
  for (const [i, value] of values.entries()) text += htmlOf(value) + (parts[i + 1] ?? '');
  return { raw: text };
}

export interface Html {
  readonly raw: string;
}

type HtmlValue = string | number | Html | readonly Html[];

function htmlOf(value: HtmlValue): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'raw' in value ? value.raw : value.map(({ raw }) => raw).join('');
}
