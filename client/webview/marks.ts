import type { Mark, Picture } from '../../server/src/picture/picture.ts';
import type { SvgNode } from '../../server/src/picture/svgNode.ts';
import { el } from './page.ts';
import { svgElement } from './svgElement.ts';

export interface MarkWords {
  readonly marks: string;
  readonly opens: string;
}

export interface Marks {
  show(picture: Picture, drawing: SvgNode): void;
}

/**
 * The picture with marks that tell about themselves, by pointer and by keyboard: one of them takes part in tabbing, the
 * arrow keys lead to the others, Enter opens the line behind it.
 */
export function createMarks(frame: HTMLElement, words: MarkWords, open: (uri: string, line: number) => void): Marks {
  const tip = el('div', { class: 'tip', id: 'tip', role: 'tooltip', hidden: true });
  let shown: Picture | undefined;
  let elements: SVGElement[] = [];
  let current = 0;

  const markOf = (target: EventTarget | null) => {
    const element = target instanceof Element ? target.closest('[data-mark]') : null;
    const index = elements.indexOf(element as SVGElement);
    const mark = shown?.marks[index];
    return mark ? { mark, index, element: element as SVGElement } : undefined;
  };
  const explain = (target: EventTarget | null) => {
    const found = markOf(target);
    tip.hidden = !found;
    if (!found) return;
    tip.replaceChildren(...tipContent(found.mark, words));
    place(tip, found.element, frame);
  };
  const follow = (mark: Mark) => {
    const source = mark.sources.find(({ uri }) => uri !== undefined);
    if (source?.uri !== undefined) open(source.uri, source.line ?? 0);
  };
  const focus = (index: number) => {
    const next = Math.max(0, Math.min(index, elements.length - 1));
    elements[current]?.setAttribute('tabindex', '-1');
    current = next;
    elements[next]?.setAttribute('tabindex', '0');
    elements[next]?.focus();
  };

  frame.addEventListener('pointerover', ({ target }) => explain(target));
  frame.addEventListener('pointerleave', () => explain(document.activeElement));
  frame.addEventListener('focusin', ({ target }) => {
    const found = markOf(target);
    if (found) current = found.index;
    explain(target);
  });
  frame.addEventListener('focusout', () => explain(null));
  frame.addEventListener('click', ({ target }) => {
    const found = markOf(target);
    if (found) follow(found.mark);
  });
  frame.addEventListener('keydown', (event) => {
    const found = markOf(event.target);
    if (!found) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: found.index + 1,
      ArrowDown: found.index + 1,
      ArrowLeft: found.index - 1,
      ArrowUp: found.index - 1,
      Home: 0,
      End: elements.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === 'Enter' || event.key === ' ') follow(found.mark);
    else if (event.key === 'Escape') tip.hidden = true;
    else return;
    event.preventDefault();
  });

  return {
    show(picture, drawing) {
      const before = elements.indexOf(document.activeElement as SVGElement);
      const held = shown?.marks[before]?.id;
      shown = picture;
      const svg = svgElement(drawing);
      svg.setAttribute('role', 'group');
      svg.setAttribute('aria-label', words.marks);
      elements = [...svg.querySelectorAll<SVGElement>('[data-mark]')].toSorted((a, b) => numberOf(a) - numberOf(b));
      current = Math.min(current, elements.length - 1);
      for (const [index, element] of elements.entries()) {
        const mark = picture.marks[index];
        if (!mark) continue;
        const opens = mark.sources.some(({ uri }) => uri !== undefined);
        element.setAttribute('role', opens ? 'button' : 'img');
        element.setAttribute('tabindex', index === current ? '0' : '-1');
        element.setAttribute('aria-label', nameOf(mark, picture));
        element.setAttribute('aria-description', [mark.text, ...mark.sources.map(({ text }) => text)].join(' '));
      }
      frame.replaceChildren(svg, tip);
      tip.hidden = true;
      const again = held === undefined ? -1 : picture.marks.findIndex(({ id }) => id === held);
      if (again >= 0) focus(again);
    },
  };
}

/** What stands on the picture, so that who speaks to the editor can say what they see. */
function nameOf({ label, time, first, text }: Mark, { firstWord }: Picture): string {
  if (label === '') return text;
  return [label, ...(label.includes(time) ? [] : [time]), ...(first ? [firstWord] : [])].join(' ');
}

/** Marks are drawn in another order than that of time. */
function numberOf(element: SVGElement): number {
  return Number(element.dataset['mark']);
}

function tipContent(mark: Mark, words: MarkWords): HTMLElement[] {
  const opens = mark.sources.some(({ uri }) => uri !== undefined);
  return [
    el('p', {}, mark.text),
    ...mark.sources.map(({ text }) => el('p', { class: 'source' }, text)),
    ...(opens ? [el('p', { class: 'hint' }, `↵ ${words.opens}`)] : []),
  ];
}

/** Below the mark, and inside the frame. */
function place(tip: HTMLElement, mark: SVGElement, frame: HTMLElement): void {
  const outer = frame.getBoundingClientRect();
  const { left, width, bottom } =
    mark.querySelector('.target')?.getBoundingClientRect() ?? mark.getBoundingClientRect();
  const wanted = left + width / 2 - outer.left - tip.offsetWidth / 2;
  tip.style.left = `${Math.max(0, Math.min(wanted, outer.width - tip.offsetWidth))}px`;
  tip.style.top = `${bottom - outer.top + 8}px`;
}
