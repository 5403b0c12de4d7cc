import type { Mark, Picture, Source } from '../../server/src/picture/picture.ts';
import { el } from './page.ts';

export type TableWords = Readonly<Record<'asTable' | 'time' | 'side' | 'event' | 'why', string>>;

/** The marks in words, for who would rather read, or cannot see the picture. */
export function createTable(words: TableWords, open: (uri: string, line: number) => void) {
  const body = el('tbody');
  const head = [words.time, words.side, words.event, words.why].map((text) => el('th', { scope: 'col' }, text));
  const table = el('table', {}, el('thead', {}, el('tr', {}, ...head)), body);
  const details = el('details', { class: 'table' }, el('summary', {}, words.asTable), table);
  const row = (mark: Mark, picture: Picture) => {
    const lane = picture.lanes.find(({ id }) => id === mark.lane);
    return el(
      'tr',
      { class: mark.first ? 'first' : undefined },
      el('th', { scope: 'row' }, mark.time),
      el('td', {}, lane?.name ?? ''),
      el('td', {}, mark.text),
      el('td', {}, ...mark.sources.map((source) => el('div', {}, sourceLink(source, open)))),
    );
  };
  return {
    details,
    show(picture: Picture): void {
      body.replaceChildren(...picture.marks.map((mark) => row(mark, picture)));
    },
  };
}

/** Where a value comes from; a link where it is a line. */
export function sourceLink(source: Source, open: (uri: string, line: number) => void): HTMLElement {
  const { uri, line = 0, text } = source;
  if (uri === undefined) return el('span', {}, text);
  const link = el('a', { href: '#' }, text);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    open(uri, line);
  });
  return link;
}
