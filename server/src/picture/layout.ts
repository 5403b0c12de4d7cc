import { type DurationUnits, duration } from '../timeouts/format.ts';
import type { LaneId, Mark, Picture } from './picture.ts';

/** Where things stand, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The part with the time: its left and right end. */
  readonly left: number;
  readonly right: number;
  /** Where the words about the lanes begin. */
  readonly margin: number;
  /** Room for the details of the lanes. */
  readonly wide: boolean;
  readonly y: Readonly<Record<LaneId | 'axis', number>>;
  x(seconds: number): number;
}

export const bandHeight = 38;
const smallest = 320;

export function layoutOf(picture: Picture, wanted: number, margin: number): Layout {
  const width = Math.max(smallest, Math.round(wanted));
  const wide = width >= 720;
  const left = margin + (wide ? 156 : 68);
  const right = width - 24;
  return {
    width,
    height: 344,
    left,
    right,
    margin,
    wide,
    y: { client: 90, path: 150, server: 210, axis: 298 },
    x: (seconds) => left + (Math.min(seconds, picture.span) / picture.span) * (right - left),
  };
}

/** Pixels that a text takes, near enough to keep it inside: East Asian characters are twice as wide. */
export function textWidth(text: string, size = 12): number {
  const ems = [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.54), 0);
  return ems * size;
}

/** The middle of a text that wants to stand at `x` and must stay between the ends. */
export function middleWithin(x: number, width: number, left: number, right: number): number {
  return Math.max(left + width / 2, Math.min(x, right - width / 2));
}

/** The instants that the axis names, all in one unit as far as they go. */
export function ticksOf(
  span: number,
  pixels: number,
  units: DurationUnits,
): readonly { readonly at: number; readonly text: string }[] {
  const step = niceStep((span * 84) / pixels);
  const count = Math.floor(span / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, index) => ({ at: index * step, text: tickText(index * step, step, units) }));
}

function tickText(at: number, step: number, units: DurationUnits): string {
  if (at === 0) return '0';
  return step % 60 === 0 && at < 600 ? units.min.replace('{0}', String(at / 60)) : duration(at, units);
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800];

function niceStep(least: number): number {
  return steps.find((step) => step >= least) ?? Math.ceil(least / 86400) * 86400;
}

/** Where a side's line ends; undefined where it goes on. */
export function endOf(marks: readonly Mark[], lane: LaneId): Mark | undefined {
  return marks.find((mark) => mark.lane === lane && isEnd(mark));
}

export function isEnd({ kind }: Mark): boolean {
  return kind === 'gives-up' || kind === 'system-gives-up' || kind === 'closes-idle' || kind === 'path-forgets';
}
