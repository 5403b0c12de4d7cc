import * as l10n from '@vscode/l10n';
import { CompletionItemKind, CompletionItemTag } from 'vscode-languageserver';
import { allowedInMatch, availability } from '../../knowledge/availability.ts';
import { defaultFor } from '../../knowledge/defaults.ts';
import type { Directive } from '../../knowledge/directive.ts';
import { canonicalDirective, directivesOf } from '../../knowledge/directives.ts';
import { type Block, blockAround, globalEnd } from '../../resolve/subjects.ts';
import type { Snapshot } from '../../snapshot.ts';
import { inFile } from '../../syntax/configFile.ts';
import type { Candidate } from './candidates.ts';
import type { KeywordPlace } from './place.ts';
import { spellKeyword, type WritingStyle, writingStyle } from './writingStyle.ts';

/** What is known of the lines around the one that is being typed. */
export interface Surroundings {
  readonly block: Block | undefined;
  /** Directives that are set here already, by name. */
  readonly present: ReadonlySet<string>;
  /** The block is about time: its line matches everything, or a line of it sets a time. */
  readonly aboutTime: boolean;
  /** A block that names hosts and does not say yet where they are. */
  readonly wantsAddress: boolean;
  readonly indented: boolean;
}

/** Lines of a block that are looked at: nobody writes longer ones, machines do. */
const mostLines = 2_000;

export function surroundingsOf(snapshot: Snapshot, place: KeywordPlace): Surroundings {
  const { file, dialect } = snapshot;
  const block = enclosingBlock(snapshot, place.lineIndex);
  const from = block ? block.lineIndex + 1 : 0;
  const to = Math.min(block ? block.end : globalEnd(file), from + mostLines);
  const present = new Set<string>();
  let aboutTime = block === undefined ? dialect === 'server' : /^\S*\s+(\*|all)\s*$/i.test(block.line.text.trim());
  for (let index = from; index < to; index++) {
    const line = file.lines[index];
    if (line?.kind !== 'directive' || index === place.lineIndex) continue;
    const directive = canonicalDirective(dialect, line.keyword.value);
    if (!directive) continue;
    present.add(directive.name);
    aboutTime ||= directive.aboutTime;
  }
  const namesHosts = block?.line.keyword.value.toLowerCase() === 'host' && !aboutTime;
  const text = file.lines[place.lineIndex]?.text ?? '';
  const indented = /^[ \t]/.test(text);
  return { block, present, aboutTime, wantsAddress: namesHosts && !present.has('Hostname'), indented };
}

/** A Host or Match line that is being rewritten belongs to the block before it. */
function enclosingBlock({ file }: Snapshot, lineIndex: number): Block | undefined {
  const block = blockAround(file, lineIndex);
  return block?.lineIndex === lineIndex ? blockAround(file, lineIndex - 1) : block;
}

/** Every directive that this version takes here and that is not set yet, in the order in which they are likely meant. */
export function keywordCandidates(snapshot: Snapshot, place: KeywordPlace, around: Surroundings): Candidate[] {
  const inMatch = snapshot.dialect === 'server' && around.block !== undefined;
  const style = writingStyle(snapshot.file);
  return directivesOf(snapshot.dialect).flatMap((directive) => {
    const state = availability(directive, snapshot.version).kind;
    if (state !== 'known' && state !== 'deprecated') return [];
    const opensBlock = directive.repetition === 'section';
    if (inMatch && !opensBlock && !allowedInMatch(directive, snapshot.version)) return [];
    if (isSettled(directive, around.present)) return [];
    const deprecated = state === 'deprecated';
    const candidate: Candidate = {
      ...candidateFor(snapshot, directive, place, style),
      ...outdented(snapshot, place, directive, around),
      rank: deprecated ? 9 : rankOf(directive, around),
      ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    };
    return [candidate];
  });
}

/** Another line would change nothing, or only what stands there already. */
function isSettled(directive: Directive, present: ReadonlySet<string>): boolean {
  const merges = directive.quirks?.some((quirk) => quirk === 'subkeys-merge' || quirk === 'names-merge') ?? false;
  if (merges) return false;
  const once = directive.repetition === 'first-value-wins' || directive.repetition === 'last-value-wins';
  return once && present.has(directive.aliasOf ?? directive.name);
}

/** What a block that names a host nearly always says. */
const basics: ReadonlySet<string> = new Set(['Hostname', 'User', 'Port', 'IdentityFile', 'ProxyJump']);

/** The other half of what only works in pairs. */
const partners: Readonly<Record<string, string>> = {
  ServerAliveCountMax: 'ServerAliveInterval',
  ClientAliveCountMax: 'ClientAliveInterval',
  ControlPersist: 'ControlMaster',
  ControlPath: 'ControlMaster',
};

function rankOf(directive: Directive, { aboutTime, wantsAddress, present, indented, block }: Surroundings): number {
  if (directive.repetition === 'section') return indented && block ? 6 : 1;
  const partner = partners[directive.name];
  if (partner !== undefined && present.has(partner)) return 0;
  if (aboutTime) return directive.aboutTime ? 2 : basics.has(directive.name) ? 3 : 4;
  if (wantsAddress && basics.has(directive.name)) return 2;
  return directive.aboutTime ? 3 : basics.has(directive.name) ? 4 : 5;
}

function candidateFor(
  snapshot: Snapshot,
  directive: Directive,
  place: KeywordPlace,
  style: WritingStyle,
): Omit<Candidate, 'rank'> {
  const name = spellKeyword(directive.name, place.word.typed, style);
  const standard = defaultFor(directive, snapshot.version);
  const shown = standard !== undefined && standard !== '' && standard.length <= 12;
  return {
    label: name,
    kind: directive.repetition === 'section' ? CompletionItemKind.Module : CompletionItemKind.Property,
    ...(shown ? { detail: l10n.t('default {0}', standard) } : {}),
    ...(place.hasValue ? {} : { insert: `${name}${style.separator}`, goesOn: true }),
    data: { uri: snapshot.uri, line: place.lineIndex, directive: directive.name },
  };
}

/** A Host or Match line starts at the margin, also where the editor has put the cursor further in. */
function outdented(
  { file }: Snapshot,
  { lineIndex, word }: KeywordPlace,
  directive: Directive,
  { indented }: Surroundings,
): Pick<Candidate, 'removes'> {
  if (!indented || directive.repetition !== 'section') return {};
  const { start } = inFile(file, lineIndex, { start: 0, end: 0 });
  return { removes: { start, end: word.start } };
}
