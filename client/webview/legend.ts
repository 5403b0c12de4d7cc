import { element, type SvgNode } from '../../server/src/picture/svgNode.ts';
import { svgElement } from './svgElement.ts';

export type LegendKind = 'probe' | 'answered-probe' | 'ends' | 'path-forgets' | 'measured';

const line = (from: number, to: number) => element('line', { class: 'way', x1: 9, y1: from, x2: 9, y2: to });
const arrow = (y: number, down: number) =>
  element('path', { class: 'arrow', d: `M5.5 ${y - 6 * down} h7 l-3.5 ${6 * down} z` });
const cross = (kind: string, y: number, half: number) =>
  element('path', {
    class: kind,
    d: `M${9 - half} ${y - half} l${2 * half} ${2 * half} m0 ${-2 * half} l${-2 * half} ${2 * half}`,
  });
const diamond = (kind: string, half: number) =>
  element('path', { class: kind, d: `M9 ${9 - half} l${half} ${half} l${-half} ${half} l${-half} ${-half} z` });

const shapes: Readonly<Record<LegendKind, readonly SvgNode[]>> = {
  probe: [line(3, 13), element('circle', { class: 'dot', cx: 9, cy: 4, r: 4 }), cross('lost', 14, 3)],
  'answered-probe': [line(3, 15), arrow(1, -1), arrow(17, 1)],
  ends: [element('circle', { class: 'cross-ground', cx: 9, cy: 9, r: 7 }), cross('cross', 9, 3)],
  'path-forgets': [diamond('cross-ground', 8), cross('cross', 9, 2.5)],
  measured: [diamond('diamond', 6)],
};

/** What a mark looks like, small and without meaning of its own for who cannot see it. */
export function legendKey(kind: LegendKind): SVGElement {
  const owner = kind === 'path-forgets' ? 'mark path-forgets path' : 'mark client';
  const svg = svgElement(
    element('svg', { class: 'picture key', width: 18, height: 18 }, element('g', { class: owner }, ...shapes[kind])),
  );
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
