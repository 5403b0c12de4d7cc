import { bandHeight, type Layout, middleWithin, textWidth } from './layout.ts';
import type { Mark, Picture } from './picture.ts';
import { element, type SvgNode } from './svgNode.ts';

/**
 * One mark with what belongs to it. In a document of its own a `title` tells about it; else whoever shows it finds the
 * mark by its index.
 */
export function drawMark(mark: Mark, index: number, picture: Picture, layout: Layout, standalone: boolean): SvgNode {
  const x = layout.x(mark.until ?? mark.at);
  const classes = ['mark', mark.kind, mark.lane, ...(mark.first ? ['first'] : [])].join(' ');
  return element(
    'g',
    standalone ? { class: classes } : { class: classes, 'data-mark': index },
    standalone ? element('title', {}, mark.text) : undefined,
    // Texts that stand apart are words of their own, also for who takes them as one text.
    ...shapes(mark, x, picture, layout).flatMap((shape) => (shape.tag === 'text' ? [shape, ' '] : [shape])),
  );
}

function shapes(mark: Mark, x: number, picture: Picture, layout: Layout): SvgNode[] {
  const y = layout.y[mark.lane];
  switch (mark.kind) {
    case 'start':
      return [element('circle', { class: 'dot', cx: x, cy: y, r: 6 }), target(x, y, 24)];
    case 'probe':
    case 'answered-probe':
      return drawProbe(mark, x, y, picture, layout);
    case 'measured':
      return drawMeasured(mark, x, y, layout);
    case 'path-forgets':
      return drawForgets(mark, x, y, picture, layout);
    default:
      return drawEnd(mark, x, y, picture, layout);
  }
}

/** What a pointer or a finger hits. */
function target(x: number, y: number, width: number): SvgNode {
  return element('rect', { class: 'target', x: x - width / 2, y: y - 12, width, height: 24, rx: 4 });
}

/** A question on its way to the other end: answered, or lost in between. */
function drawProbe(mark: Mark, x: number, y: number, picture: Picture, layout: Layout): SvgNode[] {
  const every = layout.x(mark.at) - layout.x(mark.at - gapOf(mark, picture));
  const down = mark.lane === 'client' ? 1 : -1;
  const from = y + 5 * down;
  const answered = mark.kind === 'answered-probe';
  const other = layout.y[mark.lane === 'client' ? 'server' : 'client'];
  const to = answered ? other - 6 * down : layout.y.path - 4 * down;
  const number = Number(mark.id.split(' ').at(-1));
  const dot =
    every < 5
      ? element('line', { class: 'tick-mark', x1: x, y1: y - 6, x2: x, y2: y + 6 })
      : mark.lane === 'client'
        ? element('circle', { class: 'dot', cx: x, cy: y, r: 5 })
        : element('rect', { class: 'dot', x: x - 4.5, y: y - 4.5, width: 9, height: 9 });
  return [
    ...(every < 9 ? [] : [element('line', { class: 'way', x1: x, y1: from, x2: x, y2: to })]),
    ...(every < 9 ? [] : answered ? [arrow(x, to, down), arrow(x, from + 2 * down, -down)] : [lost(x, to)]),
    dot,
    ...(every < 30
      ? []
      : [
          element(
            'text',
            { class: 'number', x, y: y - 11 * down + (down < 0 ? 8 : 0), 'text-anchor': 'middle' },
            String(number),
          ),
        ]),
    target(x, y, Math.max(6, Math.min(24, every))),
  ];
}

/** Seconds to the mark of the same kind before. */
function gapOf(mark: Mark, { marks }: Picture): number {
  const own = marks.filter(({ lane, kind }) => lane === mark.lane && kind === mark.kind);
  const index = own.indexOf(mark);
  const before = own[index - 1]?.at ?? 0;
  return Math.max(0.001, mark.at - before);
}

function arrow(x: number, y: number, down: number): SvgNode {
  return element('path', { class: 'arrow', d: `M${x - 3.5} ${y - 6 * down} h7 l-3.5 ${6 * down} z` });
}

function lost(x: number, y: number): SvgNode {
  return element('path', { class: 'lost', d: `M${x - 3.5} ${y - 3.5} l7 7 m0 -7 l-7 7` });
}

/** The instant where a side gives up: a cross at the end of its line, and a flag that says so. */
function drawEnd(mark: Mark, x: number, y: number, picture: Picture, layout: Layout): SvgNode[] {
  const up = mark.lane === 'client';
  const width = Math.max(textWidth(mark.label, 13), textWidth(mark.time, 13)) + 8;
  const middle = middleWithin(x, width, layout.left - 20, layout.right + 16);
  const start = layout.x(mark.at);
  const label = up ? y - 38 : y + 34;
  return [
    ...(x - start > 2
      ? [element('rect', { class: 'range', x: start, y: y - 7, width: x - start, height: 14, rx: 3 })]
      : []),
    element('line', { class: 'stem', x1: x, y1: up ? y - 10 : y + 10, x2: x, y2: up ? y - 18 : y + 20 }),
    ...(mark.kind === 'system-gives-up'
      ? [element('rect', { class: 'cross-ground', x: x - 10, y: y - 10, width: 20, height: 20, rx: 2 })]
      : [element('circle', { class: 'cross-ground', cx: x, cy: y, r: 11 })]),
    element('path', { class: 'cross', d: `M${x - 4.5} ${y - 4.5} l9 9 m0 -9 l-9 9` }),
    element('text', { class: 'flag', x: middle, y: label, 'text-anchor': 'middle' }, mark.label),
    element('text', { class: 'flag time', x: middle, y: label + 16, 'text-anchor': 'middle' }, mark.time),
    ...(mark.first ? drawBadge(picture.firstWord, middle, up ? y - 62 : y + 66, layout) : []),
    target(x, y, 28),
  ];
}

/** Says that this end is the first. */
function drawBadge(word: string, x: number, y: number, layout: Layout): SvgNode[] {
  const width = textWidth(word, 12) + 18;
  const middle = middleWithin(x, width, layout.left - 20, layout.right + 16);
  return [
    element('rect', { class: 'badge', x: middle - width / 2, y: y - 9, width, height: 18, rx: 9 }),
    element('text', { class: 'badge-text', x: middle, y: y + 4, 'text-anchor': 'middle' }, word),
  ];
}

function drawForgets(mark: Mark, x: number, y: number, picture: Picture, layout: Layout): SvgNode[] {
  const width = Math.max(textWidth(mark.label, 13), textWidth(mark.time, 13));
  const room = layout.right - x > width + 24;
  const at = room ? x + 18 : x - 18;
  const anchor = room ? 'start' : 'end';
  return [
    element('path', {
      class: 'cross-ground',
      d: `M${x} ${y - bandHeight / 2 + 4} l14 15 l-14 15 l-14 -15 z`,
    }),
    element('path', { class: 'cross', d: `M${x - 4.5} ${y - 4.5} l9 9 m0 -9 l-9 9` }),
    element('text', { class: 'flag', x: at, y: y - 3, 'text-anchor': anchor }, mark.label),
    element('text', { class: 'flag time', x: at, y: y + 13, 'text-anchor': anchor }, mark.time),
    ...(mark.first ? drawBadge(picture.firstWord, x, y - bandHeight / 2 - 12, layout) : []),
    target(x, y, 28),
  ];
}

/** What a live test saw, on the side of the lane that the prediction leaves free. */
function drawMeasured(mark: Mark, x: number, y: number, layout: Layout): SvgNode[] {
  const away = mark.lane === 'client' ? 1 : -1;
  const fits = x + 13 + textWidth(mark.label, 13) < layout.right;
  const at = y + 21 * away;
  return [
    element('line', { class: 'measured-stem', x1: x, y1: y, x2: x, y2: at - 7 * away }),
    element('path', { class: 'diamond', d: `M${x} ${at - 7} l7 7 l-7 7 l-7 -7 z` }),
    element(
      'text',
      fits
        ? { class: 'measured-label', x: x + 13, y: at + 4 }
        : { class: 'measured-label', x: x - 13, y: at + 4, 'text-anchor': 'end' },
      mark.label,
    ),
    target(x, at, 24),
  ];
}
