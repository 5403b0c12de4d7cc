import type { Picture } from './picture.ts';

/** Headings of the table, in the reader's language. */
export interface TableWords {
  readonly time: string;
  readonly side: string;
  readonly event: string;
  readonly why: string;
}

/** The picture in words, as Markdown: for an issue, a chat, a page. */
export function pictureMarkdown(title: string, picture: Picture, words: TableWords): string {
  const rows = picture.marks.map(({ lane, time, text, sources, first }) => {
    const name = picture.lanes.find(({ id }) => id === lane)?.name ?? '';
    const cells = [time, name, text, sources.map((source) => source.text).join(', ')].map(escaped);
    return `| ${cells.map((cell) => (first && cell !== '' ? `**${cell}**` : cell)).join(' | ')} |`;
  });
  const head = [words.time, words.side, words.event, words.why].map(escaped);
  return [
    `### ${escaped(title)}: ${escaped(picture.headline)}`,
    '',
    escaped(picture.sentence),
    '',
    `*${escaped(picture.situation.title)}*`,
    '',
    `| ${head.join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Shown, never rendered: text of files and hosts stands in it. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').replace(/[\\`*_[\]{}<>|~#$&@]/g, '\\$&');
}
