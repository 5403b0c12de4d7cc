import { drawPicture } from '../../server/src/picture/drawPicture.ts';
import { pictureMarkdown } from '../../server/src/picture/pictureMarkdown.ts';
import { svgText } from '../../server/src/picture/svgNode.ts';
import type { TimelineView } from '../../server/src/protocol.ts';
import type { FromPage, TimelinePageData, TimelineState, ToPage } from '../src/timeline/messages.ts';
import { createControls } from './controls.ts';
import { legendKey } from './legend.ts';
import { createMarks } from './marks.ts';
import { editorApi, el, fill, pageData, pageElement } from './page.ts';
import { createTable } from './table.ts';

const { words, state: given, view: answer } = pageData<TimelinePageData>();
const api = editorApi<TimelineState>();
const tell = (message: FromPage) => api.postMessage(message);
const open = (uri: string, line: number) => tell({ type: 'open', uri, line });

const kept = api.getState();
let state: TimelineState = kept ?? given;
let view: TimelineView | null = answer ?? null;
/** Number of the question that is under way, and whether another one waits for its answer. */
let asked = 0;
let waiting = false;
let again = false;

const title = el('p', { class: 'eyebrow' });
const headline = el('h1', { 'aria-live': 'polite' });
const sentence = el('p', { class: 'sentence' });
const refusal = el('p', { class: 'refusal', role: 'alert', hidden: true });
const situation = el('select', { id: 'situation' });
const picture = el('div', { class: 'frame' });
const legend = el('ul', { class: 'legend', 'aria-label': words.legend });
const marks = createMarks(picture, words, open);
const table = createTable(words, open);
const advice = el('section', { class: 'advice', 'aria-label': words.advice });
const assumptions = el('ul');
const controls = createControls(words, open, {
  change: (whatIf) => {
    state = { ...state, whatIf };
    ask();
  },
  apply: (whatIf) => tell({ type: 'apply', whatIf }),
  keepPath: (path) => tell({ type: 'keepPath', path }),
});
const said = el('span', { class: 'said', role: 'status' });
const copySvg = el('button', { type: 'button', class: 'secondary' }, words.copySvg);
const copyMarkdown = el('button', { type: 'button', class: 'secondary' }, words.copyMarkdown);

pageElement().append(
  el('header', {}, title, headline, sentence, refusal),
  el('div', { class: 'toolbar' }, el('label', { for: 'situation' }, words.situation), situation),
  el('section', { class: 'picture-part', 'aria-label': words.marks }, picture, legend),
  el('div', { class: 'toolbar after' }, table.details, el('span', { class: 'buttons' }, said, copySvg, copyMarkdown)),
  advice,
  controls.section,
  el('details', { class: 'assumptions' }, el('summary', {}, words.assumptions), assumptions),
);

situation.addEventListener('change', () => {
  state = { ...state, situation: situation.value };
  ask();
});
copySvg.addEventListener('click', () => {
  if (view) copy(`${svgText(drawPicture(view.picture, { width: 1000, standalone: true }))}\n`);
});
copyMarkdown.addEventListener('click', () => {
  if (view) copy(pictureMarkdown(view.title, view.picture, words));
});
new ResizeObserver(draw).observe(picture);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'refresh') return ask();
  if (data.type === 'applied') {
    state = { ...state, whatIf: {} };
    return ask();
  }
  waiting = false;
  // An answer that a later question has overtaken is still better than an old picture.
  view = data.view;
  show();
  if (again) ask();
});
// A page that was out of sight is made anew, with its first answer; much may have happened since.
if (answer !== undefined && !kept) show();
else ask();

/** One question at a time: a slider that moves on is answered as fast as answers come, and no faster. */
function ask(): void {
  api.setState(state);
  again = waiting;
  if (waiting) return;
  waiting = true;
  asked += 1;
  const { whatIf } = state;
  tell({ type: 'ask', id: asked, whatIf, ...(state.situation === undefined ? {} : { situation: state.situation }) });
}

function copy(text: string): void {
  tell({ type: 'copy', text });
  said.textContent = words.copied;
  setTimeout(() => {
    said.textContent = '';
  }, 2_000);
}

function show(): void {
  api.setState(state);
  document.body.classList.toggle('gone', view === null);
  if (!view) {
    headline.textContent = words.gone;
    return;
  }
  const trying = Object.keys(state.whatIf).length > 0;
  title.replaceChildren(view.title, ...(trying ? [el('span', { class: 'pill' }, words.trying)] : []));
  setText(headline, view.picture.headline);
  setText(sentence, view.picture.sentence);
  refusal.hidden = view.refusal === undefined;
  setText(refusal, view.refusal ?? '');
  showSituations(view);
  controls.show(view.controls, state.whatIf);
  showAdvice(view);
  table.show(view.picture);
  assumptions.replaceChildren(...view.assumptions.map((text) => el('li', {}, text)));
  showLegend(view);
  draw();
}

/** Written only where it changes: what is announced to a listener should be news. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function draw(): void {
  if (!view || picture.clientWidth === 0) return;
  marks.show(view.picture, drawPicture(view.picture, { width: picture.clientWidth }));
}

function showSituations({ situations, picture: shown }: TimelineView): void {
  const groups = [...new Set(situations.map(({ group }) => group))];
  situation.replaceChildren(
    ...groups.map((label) =>
      el(
        'optgroup',
        { label },
        ...situations
          .filter(({ group }) => group === label)
          .map(({ id, title: text }) => el('option', { value: id, selected: id === shown.situation.id }, text)),
      ),
    ),
  );
  situation.value = shown.situation.id;
}

function showLegend({ picture: { marks: shown } }: TimelineView): void {
  const entries = [
    ['probe', words.legendProbe],
    ['answered-probe', words.legendAnswered],
    ['ends', words.legendEnds],
    ['path-forgets', words.legendForgets],
    ['measured', words.legendMeasured],
  ] as const;
  const has = (kind: string) =>
    shown.some((mark) => (kind === 'ends' ? /gives-up|closes/.test(mark.kind) : mark.kind === kind));
  legend.replaceChildren(
    ...entries.filter(([kind]) => has(kind)).map(([kind, text]) => el('li', {}, legendKey(kind), text)),
  );
}

function showAdvice({ advice: proposals }: TimelineView): void {
  advice.hidden = proposals.length === 0;
  advice.replaceChildren(
    el('h2', {}, words.advice),
    ...proposals.map(({ text, why, whatIf }) => {
      const button = el('button', { type: 'button', class: 'secondary' }, fill(words.tryIt, text));
      button.addEventListener('click', () => {
        state = { ...state, whatIf: { ...state.whatIf, ...whatIf } };
        ask();
      });
      const canTry = Object.keys(whatIf).length > 0;
      return el('p', {}, canTry ? button : el('code', {}, text), ` ${why}`);
    }),
  );
}
