import uPlot from 'uplot';
import type { ResultWords, Sample } from '../src/keepalive/resultMessages.ts';
import { el } from './page.ts';

export interface Plot {
  readonly section: HTMLElement;
  /** `planned` is how long the test will go on, in seconds: room for what is yet to come. */
  show(samples: readonly Sample[], planned?: number): void;
}

const height = 190;

/** Round trips over time, drawn while they come. Colours are the theme's, also after it has changed. */
export function createPlot(words: ResultWords): Plot {
  const place = el('div', { class: 'plot', role: 'img' });
  const section = el(
    'section',
    { 'aria-label': words.roundTrips, hidden: true },
    el('h2', {}, words.roundTrips),
    place,
  );
  let samples: readonly Sample[] = [];
  let room = 0;
  let plot: uPlot | undefined;

  const data = (): uPlot.AlignedData => [samples.map(({ at }) => at), samples.map(({ roundTrip }) => roundTrip)];
  const redraw = () => {
    plot?.destroy();
    plot = undefined;
    draw();
  };
  const draw = () => {
    section.hidden = samples.length === 0;
    if (samples.length === 0 || place.clientWidth === 0) return;
    place.setAttribute('aria-label', summary(samples, words));
    if (plot) plot.setData(data());
    else
      plot = new uPlot(
        options(place.clientWidth, words, () => room),
        data(),
        place,
      );
  };
  new ResizeObserver(() => {
    if (plot && place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height });
    else draw();
  }).observe(place);
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ['class'] });

  return {
    section,
    show(next, planned = 0) {
      samples = next;
      room = planned;
      draw();
    },
  };
}

function options(width: number, words: ResultWords, room: () => number): uPlot.Options {
  const style = getComputedStyle(document.body);
  const color = (name: string) => style.getPropertyValue(name).trim() || style.color;
  const quiet = color('--vscode-descriptionForeground');
  const grid = color('--vscode-editorIndentGuide-background1');
  const font = `12px ${style.fontFamily}`;
  const axis = { stroke: quiet, font, labelFont: font, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid } };
  const line = color('--vscode-charts-blue');
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, __, most) => [0, Math.max(1, room(), most)] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.15)] },
    },
    axes: [
      { ...axis, label: words.seconds, size: 34, labelSize: 22, gap: 6 },
      { ...axis, label: words.milliseconds, size: 46, labelSize: 22 },
    ],
    series: [{}, { stroke: line, width: 2, points: { show: true, size: 6, fill: line } }],
  };
}

function summary(samples: readonly Sample[], words: ResultWords): string {
  const times = samples.flatMap(({ roundTrip }) => roundTrip ?? []);
  const shown = [times.length, Math.min(...times).toFixed(1), Math.max(...times).toFixed(1)];
  return shown.reduce<string>((text, value, index) => text.replace(`{${index}}`, () => String(value)), words.summary);
}
