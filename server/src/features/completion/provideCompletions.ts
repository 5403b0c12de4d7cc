import { CompletionItemKind, type CompletionList } from 'vscode-languageserver';
import { canonicalDirective } from '../../knowledge/directives.ts';
import { allRules } from '../../rules/allRules.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { Texts } from '../directiveText.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { type Candidate, type Suggestions, toCompletionList } from './candidates.ts';
import { keywordCandidates, surroundingsOf } from './keywords.ts';
import { matchLineSuggestions } from './matchLine.ts';
import { type Folder, pathPlace, pathSuggestions } from './paths.ts';
import { type ArgumentPlace, type CommentPlace, completionPlace, type KeywordPlace } from './place.ts';
import { snippetCandidates } from './snippets.ts';
import { valueSuggestions } from './values.ts';

/**
 * What may be typed at an offset. `folder` is what stands in the folder that `wantedFolder` named: looking there is
 * not for a feature to do.
 */
export function provideCompletions(
  snapshot: Snapshot,
  offset: number,
  texts: Texts,
  options: FeatureOptions,
  folder?: Folder,
): CompletionList {
  return toCompletionList(snapshot, suggestionsAt(snapshot, offset, texts, folder), options);
}

/** The folder whose names may be typed at an offset; undefined where no path is typed there. */
export function wantedFolder(snapshot: Snapshot, offset: number): string | undefined {
  const place = completionPlace(snapshot.file, offset);
  if (place.kind !== 'argument') return undefined;
  const directive = canonicalDirective(snapshot.dialect, place.keyword);
  return directive && pathPlace(snapshot, directive, place)?.uri;
}

function suggestionsAt(snapshot: Snapshot, offset: number, texts: Texts, folder: Folder | undefined): Suggestions {
  const place = completionPlace(snapshot.file, offset);
  switch (place.kind) {
    case 'keyword':
      return keywordSuggestions(snapshot, place);
    case 'comment':
      return { word: place.word, candidates: suppressions(snapshot, place) };
    case 'argument':
      return argumentSuggestions(snapshot, place, texts, folder);
  }
}

function keywordSuggestions(snapshot: Snapshot, place: KeywordPlace): Suggestions {
  const around = surroundingsOf(snapshot, place);
  const candidates = [...keywordCandidates(snapshot, place, around), ...snippetCandidates(snapshot, place, around)];
  return { word: place.word, candidates };
}

function argumentSuggestions(
  snapshot: Snapshot,
  place: ArgumentPlace,
  texts: Texts,
  folder: Folder | undefined,
): Suggestions {
  const directive = canonicalDirective(snapshot.dialect, place.keyword);
  if (!directive) return { word: place.word, candidates: [] };
  if (directive.type === 'match-criteria') return matchLineSuggestions(snapshot, place, texts);
  const offered = valueSuggestions(snapshot, directive, place);
  const found = {
    ...offered,
    candidates: offered.candidates.map((each) => withMeaning(snapshot, place, offered, each)),
  };
  const path = pathPlace(snapshot, directive, place);
  if (!path || folder?.uri !== path.uri) return found;
  const paths = pathSuggestions(directive, place, path, folder);
  // Behind a slash only names of that folder can follow, or a token or variable that stands for one.
  if (path.segment.start > place.word.start) return found.word.start >= path.segment.start ? found : paths;
  const others = found.candidates.filter(({ label }) => !paths.candidates.some((each) => each.label === label));
  return { word: place.word, candidates: [...others, ...paths.candidates] };
}

/** `resolveCompletion` tells what the line would mean with this value. */
function withMeaning(snapshot: Snapshot, place: ArgumentPlace, { word }: Suggestions, candidate: Candidate): Candidate {
  if (candidate.data || !canonicalDirective(snapshot.dialect, place.keyword)?.aboutTime) return candidate;
  const column = word.start - (snapshot.file.lineStarts[place.lineIndex] ?? 0);
  const value = candidate.insert ?? candidate.label;
  return { ...candidate, data: { uri: snapshot.uri, line: place.lineIndex, column, value } };
}

/** Behind `# ssh-timeouts: ignore`: the rules. */
function suppressions(snapshot: Snapshot, { comment }: CommentPlace): readonly Candidate[] {
  if (!/^#+\s*ssh-timeouts:\s*(ignore|ignore-file)\s+[\w-]*$/.test(comment)) return [];
  return allRules
    .filter(({ dialects }) => dialects.includes(snapshot.dialect))
    .map(({ id, doc }) => ({ label: id, kind: CompletionItemKind.Value, detail: doc.summary }));
}
