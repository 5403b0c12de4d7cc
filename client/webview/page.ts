// What every page of ours needs: the editor's interface, the data it was made with, and elements.

interface EditorApi<State> {
  postMessage(message: unknown): void;
  getState(): State | undefined;
  setState(state: State): void;
}
declare function acquireVsCodeApi<State>(): EditorApi<State>;

/** To be called once. */
export function editorApi<State>(): EditorApi<State> {
  return acquireVsCodeApi<State>();
}

export function pageElement(): HTMLElement {
  const page = document.querySelector<HTMLElement>('#page');
  if (!page) throw new Error('the page is empty');
  return page;
}

export function pageData<Data>(): Data {
  return JSON.parse(pageElement().dataset['page'] ?? '{}') as Data;
}

type Child = Node | string | undefined | false;

/** An element with attributes and content. Text is text: nothing is read as HTML. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Puts a value into a text with one gap. */
export function fill(text: string, value: string): string {
  return text.replace('{0}', () => value);
}
