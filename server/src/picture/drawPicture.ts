import { duration, sentences } from '../timeouts/format.ts';
import { drawMark } from './drawMark.ts';
import { bandHeight, endOf, isEnd, type Layout, layoutOf, textWidth, ticksOf } from './layout.ts';
import type { Lane, Picture } from './picture.ts';
import { pictureStyle } from './pictureStyle.ts';
import { element, type SvgNode } from './svgNode.ts';

export interface DrawOptions {
  /** Pixels; the height follows. */
  readonly width: number;
  /** For a file of its own: with colours, and with words for who cannot see it. Else whoever shows it has both. */
  readonly standalone?: boolean;
}

/** Two lanes, the path between them, probes and disconnects along one axis of time. */
export function drawPicture(picture: Picture, { width, standalone = false }: DrawOptions): SvgNode {
  const layout = layoutOf(picture, width, standalone ? 16 : 0);
  const { height } = layout;
  const head = standalone ? 58 : 0;
  const body = [
    drawHatch(),
    ...drawBand(picture, layout),
    ...drawAxis(picture, layout),
    ...drawGuide(picture, layout),
    ...picture.lanes.flatMap((lane) => drawLane(lane, picture, layout)),
    element(
      'g',
      { class: 'marks' },
      // What ends a side lies above the probes around it.
      ...picture.marks
        .map((mark, index) => ({ mark, index }))
        .toSorted((a, b) => Number(isEnd(a.mark)) - Number(isEnd(b.mark)))
        .map(({ mark, index }) => drawMark(mark, index, picture, layout, standalone)),
    ),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: standalone ? 'picture standalone' : 'picture',
      width: layout.width,
      height: height + head,
      viewBox: `0 0 ${layout.width} ${height + head}`,
      ...(standalone ? { role: 'img', 'aria-label': `${picture.headline}. ${picture.sentence}` } : {}),
    },
    ...(standalone
      ? [
          element('title', {}, picture.headline),
          element('desc', {}, sentences(picture.sentence, ...picture.marks.filter(isEnd).map(({ text }) => text))),
          element('style', {}, pictureStyle),
          element('rect', { class: 'ground', width: '100%', height: '100%' }),
          element('text', { class: 'headline', x: 16, y: 28 }, picture.headline),
          element('text', { class: 'muted', x: 16, y: 48 }, picture.situation.title),
          element('g', { transform: `translate(0 ${head})` }, ...body),
        ]
      : body),
  );
}

/** Stands for what does not get through. */
function drawHatch(): SvgNode {
  return element(
    'defs',
    {},
    element(
      'pattern',
      { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      element('line', { class: 'hatch', x1: 0, y1: 0, x2: 0, y2: 7 }),
    ),
  );
}

/** What lies between the two ends. */
function drawBand(picture: Picture, layout: Layout): SvgNode[] {
  const { left, right, y, x } = layout;
  const { between, deafFrom, marks } = picture;
  const top = y.path - bandHeight / 2;
  const lost = deafFrom === undefined ? right : x(deafFrom);
  // What gets through does so until the first end; what does not is lost for good.
  const ends = deafFrom === undefined ? marks.filter(isEnd).map((mark) => x(mark.until ?? mark.at)) : [];
  const last = Math.min(right, ...ends);
  const free = widestGap([
    deafFrom === undefined ? left : lost,
    ...marks
      .filter(({ lane, kind }) => lane !== 'path' && kind !== 'measured')
      .map((mark) => x(mark.until ?? mark.at))
      .filter((place) => place < last),
    last,
  ]);
  // The mark of a path that forgets says it already.
  const told = endOf(marks, 'path') !== undefined || free.width < textWidth(between) + 16;
  return [
    ...(lost > left
      ? [element('rect', { class: 'band', x: left, y: top, width: lost - left, height: bandHeight, rx: 4 })]
      : []),
    ...(lost < right
      ? [element('rect', { class: 'deaf', x: lost, y: top, width: right - lost, height: bandHeight, rx: 4 })]
      : []),
    ...(told
      ? []
      : [element('text', { class: 'between', x: free.middle, y: y.path + 4, 'text-anchor': 'middle' }, between)]),
  ];
}

/** The widest place between neighbours where no arrow runs. */
function widestGap(places: readonly number[]): { readonly middle: number; readonly width: number } {
  const sorted = places.toSorted((a, b) => a - b);
  let best = { middle: sorted[0] ?? 0, width: 0 };
  for (const [index, start] of sorted.entries()) {
    const width = (sorted[index + 1] ?? start) - start;
    if (width > best.width) best = { middle: start + width / 2, width };
  }
  return best;
}

function drawAxis(picture: Picture, { left, right, y, x }: Layout): SvgNode[] {
  const first = picture.marks.find((mark) => mark.first);
  const instant = first && (first.until ?? first.at);
  const told = instant === undefined ? undefined : duration(instant, picture.units);
  const free = (at: number, text: string) =>
    instant === undefined ||
    told === undefined ||
    Math.abs(x(at) - x(instant)) > (textWidth(text) + textWidth(told, 13)) / 2 + 12;
  const label = (at: number, text: string, kind: string) =>
    element('text', { class: kind, x: x(at), y: y.axis + 20, 'text-anchor': 'middle' }, text);
  const ticks = ticksOf(picture.span, right - left, picture.units).flatMap(({ at, text }) => [
    element('line', { class: 'grid', x1: x(at), y1: y.client - 14, x2: x(at), y2: y.axis + 5 }),
    ...(free(at, text) ? [label(at, text, 'tick')] : []),
  ]);
  return [
    ...ticks,
    element('line', { class: 'axis', x1: left, y1: y.axis, x2: right, y2: y.axis }),
    ...(instant === undefined || told === undefined ? [] : [label(instant, told, 'tick first-tick')]),
    element('text', { class: 'muted', x: (left + right) / 2, y: y.axis + 38, 'text-anchor': 'middle' }, picture.axis),
  ];
}

/** Leads from the first end to its time on the axis. */
function drawGuide({ marks }: Picture, { x, y }: Layout): SvgNode[] {
  const first = marks.filter((mark) => mark.first);
  const [mark] = first;
  if (!mark) return [];
  const at = x(mark.until ?? mark.at);
  // Through both lanes where both end, or where the path does.
  const from = first.length > 1 || mark.lane === 'path' ? y.client : y[mark.lane];
  return [element('line', { class: 'guide', x1: at, y1: from, x2: at, y2: y.axis })];
}

function drawLane(lane: Lane, picture: Picture, layout: Layout): SvgNode[] {
  const { left, right, margin, wide, x } = layout;
  const y = layout.y[lane.id];
  const words = [
    element('text', { class: `name ${lane.id}`, x: margin, y: wide ? y - 8 : y + 5 }, lane.name),
    ...(wide
      ? lane.details.map((text, index) => element('text', { class: 'detail', x: margin, y: y + 8 + index * 15 }, text))
      : []),
  ];
  if (lane.id === 'path') return words;
  const end = endOf(picture.marks, lane.id);
  const instant = end ? (end.until ?? end.at) : lane.toldAt;
  const stop = instant === undefined ? right : x(instant);
  return [
    ...words,
    ...(stop < right ? [element('line', { class: 'gone', x1: stop, y1: y, x2: right, y2: y })] : []),
    element('line', { class: `life ${lane.id}`, x1: left, y1: y, x2: stop, y2: y }),
    ...(end
      ? []
      : lane.toldAt === undefined
        ? [element('path', { class: `goes-on ${lane.id}`, d: `M${right - 2} ${y - 7} l9 7 l-9 7 z` })]
        : [element('line', { class: `stop ${lane.id}`, x1: stop, y1: y - 9, x2: stop, y2: y + 9 })]),
    ...(lane.later === ''
      ? []
      : [
          element(
            'text',
            { class: 'later', x: right, y: lane.id === 'client' ? y - 18 : y + 26, 'text-anchor': 'end' },
            lane.later,
          ),
        ]),
  ];
}
