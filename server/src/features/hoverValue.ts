import type { Directive } from '../knowledge/directive.ts';
import type { Snapshot } from '../snapshot.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import type { HoverPlace } from './hover.ts';
import { valueMeaning } from './valueMeaning.ts';

/** A value word that means more than it says, such as `1h30m`; undefined leaves the word to its directive's hover. */
export function hoverValue(snapshot: Snapshot, place: HoverPlace, directive: Directive): string | undefined {
  const meaning = valueMeaning(snapshot.dialect, directive, place.word.value, place.argument, snapshot.version);
  return meaning === undefined || meaning === `${place.word.value} = ${place.word.value} s`
    ? undefined
    : escapeMarkdown(meaning);
}
