import { drawPicture } from '../../server/src/picture/drawPicture.ts';
import type {
  FromResultPage,
  ResultState,
  ResultWords,
  TestResult,
  ToResultPage,
} from '../src/keepalive/resultMessages.ts';
import { createMarks } from './marks.ts';
import { editorApi, el, fill, pageData, pageElement } from './page.ts';
import { createPlot } from './plot.ts';

const { words, state: given } = pageData<{ readonly words: ResultWords; readonly state: ResultState }>();
const api = editorApi<ResultState>();
const tell = (message: FromResultPage) => api.postMessage(message);
const kept = api.getState();
let state: ResultState = kept ?? given;

const headline = el('h1', { 'aria-live': 'polite' });
const nextStep = el('p', { class: 'sentence' });
const notes = el('ul', { class: 'notes' });
const said = el('span', { class: 'said', role: 'status' });
const again = button(words.again, () => tell({ type: 'again' }));
const copy = button(words.copy, () => {
  tell({ type: 'copy', text: state.result?.markdown ?? '' });
  said.textContent = words.copied;
  setTimeout(() => {
    said.textContent = '';
  }, 2_000);
});
const plot = createPlot(words);
const phases = section(words.phases);
const results = section(words.results);
const prediction = section(words.prediction);
const frame = el('div', { class: 'frame' });
const marks = createMarks(frame, words, (uri, line) => tell({ type: 'open', uri, line }));
prediction.append(frame);
const advice = section(words.advice);

pageElement().append(
  el('header', {}, el('p', { class: 'eyebrow' }, words.heading), headline, nextStep),
  el('div', { class: 'toolbar' }, again, copy, said),
  plot.section,
  results,
  prediction,
  advice,
  phases,
  notes,
);
new ResizeObserver(draw).observe(frame);

window.addEventListener('message', ({ data }: MessageEvent<ToResultPage>) => {
  if (data.type === 'progress') {
    state = { ...state, samples: [...state.samples, ...data.samples] };
    headline.textContent = words.running;
    nextStep.textContent = data.text;
    if (data.samples.length > 0) plot.show(state.samples);
    return;
  }
  state = { ...state, result: data.result };
  api.setState(state);
  show();
});
show();
// A page that was brought back without a result belongs to a test that is gone.
if (kept && !kept.result) headline.textContent = words.interrupted;
api.setState(state);
tell({ type: 'ready' });

function show(): void {
  const { result } = state;
  plot.show(state.samples);
  for (const part of [results, prediction, advice, phases, copy]) part.hidden = !result;
  again.hidden = !result && !kept;
  if (!result) {
    headline.textContent = words.running;
    return;
  }
  document.body.dataset['outcome'] = result.outcome;
  headline.textContent = result.title;
  nextStep.textContent = result.nextStep;
  fillSection(results, table(result.rows));
  results.hidden = result.rows.length === 0;
  fillSection(phases, phaseBar(result));
  phases.hidden = result.phases.length === 0;
  prediction.hidden = result.picture === undefined;
  fillSection(advice, ...adviceRows(result));
  advice.hidden = advice.children.length < 2;
  notes.replaceChildren(...result.notes.map((text) => el('li', {}, text)));
  draw();
}

function draw(): void {
  const picture = state.result?.picture;
  if (picture && frame.clientWidth > 0) marks.show(picture, drawPicture(picture, { width: frame.clientWidth }));
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = el('button', { type: 'button', class: 'secondary' }, text);
  made.addEventListener('click', act);
  return made;
}

function section(heading: string): HTMLElement {
  return el('section', { 'aria-label': heading, hidden: true }, el('h2', {}, heading));
}

/** The heading stays. */
function fillSection(made: HTMLElement, ...content: readonly Node[]): void {
  made.replaceChildren(made.firstElementChild ?? '', ...content);
}

function table(rows: TestResult['rows']): HTMLElement {
  return el(
    'table',
    {},
    el(
      'tbody',
      {},
      ...rows.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value))),
    ),
  );
}

/** The parts of the way to a live connection, as wide as they were long. */
function phaseBar({ phases: all }: TestResult): HTMLElement {
  const bar = el('ol', { class: 'phases' });
  for (const [index, { name, milliseconds }] of all.entries()) {
    const time = milliseconds === null ? words.unfinished : `${Math.round(milliseconds)} ${words.milliseconds}`;
    const part = el(
      'li',
      { class: milliseconds === null ? 'unfinished' : undefined },
      el('span', { class: `bar part-${index % 5}`, 'aria-hidden': 'true' }),
      el('span', { class: 'phase-name' }, name),
      el('span', { class: 'phase-time' }, time),
    );
    part.style.flexGrow = String(Math.max(1, milliseconds ?? 1));
    bar.append(part);
  }
  return bar;
}

function adviceRows({ advice: all, path }: TestResult): HTMLElement[] {
  const rows = all.map(({ text, why, whatIf }) => {
    const canApply = Object.keys(whatIf).length > 0;
    const apply = canApply ? button(words.apply, () => tell({ type: 'apply', whatIf })) : undefined;
    return el('p', {}, el('code', {}, text), ` ${why} `, apply);
  });
  if (path === undefined) return rows;
  const keep = button(fill(words.keepPath, String(path)), () => tell({ type: 'keepPath', path }));
  return [...rows, el('p', {}, keep)];
}
