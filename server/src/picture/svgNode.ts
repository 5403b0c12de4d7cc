/** An element of a drawing: made into text for a file, and into nodes of a document by whoever shows it. */
export interface SvgNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (SvgNode | string)[];
}

export function element(
  tag: string,
  attributes: SvgNode['attributes'],
  ...children: readonly (SvgNode | string | undefined)[]
): SvgNode {
  return { tag, attributes, children: children.filter((child) => child !== undefined) };
}

/** The drawing as the text of an SVG file. */
export function svgText({ tag, attributes, children }: SvgNode): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  if (children.length === 0) return `<${tag}${written}/>`;
  // The text of a style is CSS and holds nothing that came from a file.
  const inner = children.map((child) => {
    if (typeof child !== 'string') return svgText(child);
    return tag === 'style' ? child : escapeXml(child);
  });
  return `<${tag}${written}>${inner.join('')}</${tag}>`;
}

/** Characters that XML cannot hold become a replacement character. */
function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
      .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
