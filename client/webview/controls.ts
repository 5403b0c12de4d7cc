import type { TimelineControl } from '../../server/src/protocol.ts';
import type { TimelineWords, WhatIf } from '../src/timeline/messages.ts';
import { el, fill } from './page.ts';
import { sourceLink } from './table.ts';

export interface ControlEvents {
  change(whatIf: WhatIf): void;
  apply(whatIf: WhatIf): void;
  keepPath(path: string): void;
}

const sides = ['client', 'path', 'server'] as const;

/** What can be tried. The elements stay while values change, so that a slider can be held. */
export function createControls(words: TimelineWords, open: (uri: string, line: number) => void, events: ControlEvents) {
  const groups = {
    client: el('fieldset', {}, el('legend', {}, words.client)),
    path: el('fieldset', {}, el('legend', {}, words.path)),
    server: el('fieldset', {}, el('legend', {}, words.server)),
  };
  const button = (text: string, kind: string) => el('button', { type: 'button', class: kind }, text);
  const apply = button(words.apply, 'primary');
  const keep = button(words.keepPath, 'secondary');
  const reset = button(words.reset, 'secondary');
  const section = el(
    'section',
    { class: 'what-if', 'aria-label': words.whatIf },
    el('h2', {}, words.whatIf),
    el('div', { class: 'columns' }, ...sides.map((side) => groups[side])),
    el('div', { class: 'buttons' }, apply, keep, reset),
  );
  let whatIf: WhatIf = {};
  const rows = new Map<string, Row>();

  const set = (control: TimelineControl, value: string, base: string) => {
    const { [control.id]: _, ...others } = whatIf;
    whatIf = value === base ? others : { ...others, [control.id]: value };
    events.change(whatIf);
  };
  apply.addEventListener('click', () => events.apply(whatIf));
  keep.addEventListener('click', () => events.keepPath(whatIf['path'] ?? ''));
  reset.addEventListener('click', () => events.change({}));

  return {
    section,
    show(controls: readonly TimelineControl[], tried: WhatIf): void {
      whatIf = tried;
      for (const control of controls) {
        const known = rows.get(control.id);
        const row = known ?? createRow(control, words, open, set);
        if (!known) {
          rows.set(control.id, row);
          groups[control.side].append(row.element);
        }
        row.show(control, tried[control.id]);
      }
      const ids = Object.keys(tried);
      apply.disabled = !ids.some((id) => id.endsWith('Interval') || id.endsWith('Count'));
      keep.hidden = !ids.includes('path');
      reset.disabled = ids.length === 0;
    },
  };
}

interface Row {
  readonly element: HTMLElement;
  /** `tried` may be newer than the control, which is the answer to an earlier question. */
  show(control: TimelineControl, tried: string | undefined): void;
}

type Set = (control: TimelineControl, value: string, base: string) => void;

function createRow(
  first: TimelineControl,
  words: TimelineWords,
  open: (uri: string, line: number) => void,
  set: Set,
): Row {
  let control = first;
  const id = `control-${control.id}`;
  const output = el('output', { for: id });
  const from = el('p', { class: 'from' });
  const slider = control.kind === 'slider' ? el('input', { type: 'range', id, min: 0, step: 1 }) : undefined;
  const select = slider ? undefined : el('select', { id });
  const presets = control.presets ? el('select', { id: `${id}-presets` }) : undefined;
  const name = el('label', { for: id }, control.label);
  const element = el(
    'div',
    { class: 'control' },
    el('div', { class: 'label-row' }, name, slider ? output : undefined),
    slider ?? select,
    ...(presets ? [el('label', { class: 'quiet', for: presets.id }, words.presets), presets] : []),
    from,
  );

  slider?.addEventListener('input', () => {
    const choice = control.choices[Number(slider.value)];
    if (!choice) return;
    // At once, without waiting for the answer.
    output.textContent = choice.text;
    slider.setAttribute('aria-valuetext', choice.text);
    set(control, choice.value, control.base);
  });
  select?.addEventListener('change', () => set(control, select.value, control.base));
  presets?.addEventListener('change', () => set(control, presets.value, control.presets?.base || control.base));

  return {
    element,
    show(next, tried) {
      control = next;
      element.classList.toggle('tried', tried !== undefined);
      if (slider) showSlider(slider, output, next, tried ?? next.base);
      if (select) fillSelect(select, next.choices, next.value);
      if (presets && next.presets) {
        fillSelect(presets, [{ value: '', text: words.noPreset }, ...next.presets.choices], next.presets.value);
      }
      from.replaceChildren(...fromContent(next, tried !== undefined));
    },
  };

  function fromContent(shown: TimelineControl, tried: boolean): (Node | string)[] {
    const source = sourceLink(shown.source, open);
    if (!tried) return [source];
    const base = shown.choices.find(({ value }) => value === shown.base)?.text ?? shown.base;
    const back = el('button', { type: 'button', class: 'link', 'aria-label': fill(words.takeBack, shown.label) }, '↺');
    back.addEventListener('click', () => {
      const { presets: named } = shown;
      set(shown, named?.base || shown.base, named?.base || shown.base);
    });
    return [el('span', {}, fill(words.was, base)), ' ', back, ' ', source];
  }
}

function showSlider(
  slider: HTMLInputElement,
  output: HTMLElement,
  { choices, value }: TimelineControl,
  wanted: string,
): void {
  const own = choices.findIndex((choice) => choice.value === wanted);
  // A path may be tried by its name: its seconds are in the answer.
  const index = own < 0 ? choices.findIndex((choice) => choice.value === value) : own;
  const text = choices[index]?.text ?? value;
  slider.max = String(choices.length - 1);
  slider.value = String(index);
  slider.setAttribute('aria-valuetext', text);
  output.textContent = text;
}

function fillSelect(
  select: HTMLSelectElement,
  choices: readonly { readonly value: string; readonly text: string }[],
  value: string,
): void {
  if (select.options.length !== choices.length) {
    select.replaceChildren(...choices.map((choice) => el('option', { value: choice.value }, choice.text)));
  }
  select.value = value;
}
