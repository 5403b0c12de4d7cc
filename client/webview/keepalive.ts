import { drawPicture } from '../../server/src/picture/drawPicture.ts';
import type {
  FromResultPage,
  ResultPageData,
  ResultState,
  TestResult,
  ToResultPage,
} from '../src/keepalive/resultMessages.ts';
import { createMarks } from './marks.ts';
import { editorApi, el, fill, pageData, pageElement } from './page.ts';
import { createPlot } from './plot.ts';
import { createTable } from './table.ts';

const { words, state: given } = pageData<ResultPageData>();
const api = editorApi<ResultState>();
const tell = (message: FromResultPage) => api.postMessage(message);
const open = (uri: string, line: number) => tell({ type: 'open', uri, line });
let state: ResultState = given;

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
const marks = createMarks(frame, words, open);
const asTable = createTable(words, open);
prediction.append(frame, asTable.details);
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
  state = after(data);
  api.setState(state);
  if (data.type === 'progress') showProgress();
  else show();
});
show();
api.setState(state);
tell({ type: 'ready' });

function after(message: ToResultPage): ResultState {
  switch (message.type) {
    case 'state':
      return message.state;
    case 'progress':
      return { ...state, text: message.text, samples: [...state.samples, ...message.samples] };
    case 'result':
      return { ...state, result: message.result };
  }
}

function show(): void {
  const { result, interrupted } = state;
  for (const part of [results, prediction, advice, phases, copy]) part.hidden = !result;
  again.hidden = !result && !interrupted;
  if (!result) {
    showProgress();
    return;
  }
  plot.show(state.samples);
  document.body.dataset['outcome'] = result.outcome;
  headline.textContent = result.title;
  nextStep.textContent = result.nextStep;
  fillSection(results, table(result.rows));
  results.hidden = result.rows.length === 0;
  fillSection(phases, phaseBar(result));
  phases.hidden = result.phases.length === 0;
  showPrediction(result);
  fillSection(advice, ...adviceRows(result));
  advice.hidden = advice.children.length < 2;
  notes.replaceChildren(...result.notes.map((text) => el('li', {}, text)));
}

function showProgress(): void {
  headline.textContent = state.interrupted ? words.interrupted : words.running;
  nextStep.textContent = state.interrupted ? '' : (state.text ?? '');
  plot.show(state.samples, state.interrupted ? undefined : state.seconds);
}

function showPrediction({ picture }: TestResult): void {
  prediction.hidden = picture === undefined;
  if (!picture) return;
  const measured = picture.marks.some(({ kind }) => kind === 'measured');
  const heading = measured ? words.prediction : picture.situation.title;
  prediction.setAttribute('aria-label', heading);
  if (prediction.firstElementChild) prediction.firstElementChild.textContent = heading;
  asTable.show(picture);
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
    const time = milliseconds === null ? words.unfinished : `${rounded(milliseconds)} ${words.milliseconds}`;
    const part = el(
      'li',
      { class: milliseconds === null ? 'unfinished' : undefined },
      el('span', { class: `bar part-${index % 5}`, 'aria-hidden': 'true' }),
      el('span', { class: 'phase-time' }, time),
      el('span', { class: 'phase-name' }, name),
    );
    part.style.flexGrow = String(Math.max(1, milliseconds ?? 1));
    bar.append(part);
  }
  return bar;
}

/** As exact as it is worth reading. */
function rounded(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
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
