import { CompletionItemKind } from 'vscode-languageserver';
import { reached } from '../../knowledge/availability.ts';
import { findCriterion, type MatchCriterion, matchCriteria } from '../../knowledge/matchCriteria.ts';
import type { Snapshot } from '../../snapshot.ts';
import { formatVersion } from '../../values/openSshVersion.ts';
import type { Texts } from '../directiveText.ts';
import { type Candidate, type Suggestions, values } from './candidates.ts';
import { hostCandidates, peopleIn, tagsIn } from './names.ts';
import { type ArgumentPlace, fromColumn, partOf } from './place.ts';
import { valuesInUse } from './settingsInUse.ts';

/** The next criterion of a Match line, or what the last one is compared with. */
export function matchLineSuggestions(snapshot: Snapshot, place: ArgumentPlace, texts: Texts): Suggestions {
  const { word, before } = place;
  const { given, waiting } = readCriteria(snapshot, before);
  if (waiting) return argumentOf(snapshot, waiting, place);
  // `host=web` in one word.
  const head = /^!?([A-Za-z-]+)=/.exec(word.typed);
  const named = head && findCriterion(snapshot.dialect, head[1] ?? '');
  if (head && named && named.argument !== 'none') {
    return argumentOf(snapshot, named, { ...place, word: fromColumn(word, head[0].length) });
  }
  const negated = snapshot.dialect === 'client' && word.typed.startsWith('!');
  const candidates = matchCriteria[snapshot.dialect]
    .filter(({ since }) => reached(snapshot.version, since))
    .filter((criterion) => fits(criterion, given, negated))
    .map((criterion): Candidate => {
      const { name, argument } = criterion;
      const documentation = texts.criterion(name);
      return {
        label: name,
        kind: CompletionItemKind.Keyword,
        ...(argument === 'none' ? {} : { insert: `${name} `, goesOn: true }),
        ...(documentation === undefined ? {} : { documentation }),
      };
    });
  return { word: negated ? fromColumn(word, 1) : word, candidates };
}

/** `all` stands alone, or behind one other; the others are not repeated, as they would have to hold both. */
function fits({ name, alone }: MatchCriterion, given: readonly string[], negated: boolean): boolean {
  if (given.includes('all')) return false;
  if (alone === 'strictly') return given.length === 0;
  if (alone === 'after-one') return given.length <= 1 && !negated;
  return !given.includes(name);
}

function readCriteria(
  { dialect }: Snapshot,
  words: readonly string[],
): { readonly given: readonly string[]; readonly waiting: MatchCriterion | undefined } {
  const given: string[] = [];
  let waiting: MatchCriterion | undefined;
  for (const word of words) {
    if (waiting) {
      waiting = undefined;
      continue;
    }
    const [name = '', ...value] = word.replace(/^!/, '').split('=');
    const criterion = findCriterion(dialect, name);
    if (!criterion) continue;
    given.push(criterion.name);
    if (criterion.argument !== 'none' && value.length === 0) waiting = criterion;
  }
  return { given, waiting };
}

/** The entry of the comma list that is being typed. */
function argumentOf(snapshot: Snapshot, criterion: MatchCriterion, { word }: ArgumentPlace): Suggestions {
  const entry = partOf(word, /,/);
  const negated = entry.typed.startsWith('!') ? fromColumn(entry, 1) : entry;
  const others = (word.typed + word.behind).split(',').filter((each) => each !== entry.typed + entry.behind);
  const candidates = valuesOf(snapshot, criterion, negated.typed).filter(({ label }) => !others.includes(label));
  return { word: negated, candidates };
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'];

function valuesOf(snapshot: Snapshot, { name, dialect }: MatchCriterion, typed: string): Candidate[] {
  const client = dialect === 'client';
  switch (name.toLowerCase()) {
    case 'host':
      return client ? hostCandidates(snapshot, typed) : [];
    case 'originalhost':
      return hostCandidates(snapshot, typed);
    case 'user':
      return values(peopleIn(snapshot, 'user'));
    case 'localuser':
      return values(peopleIn(snapshot, 'localuser'));
    case 'group':
      return values(peopleIn(snapshot, 'group'));
    case 'tagged':
      return values(tagsIn(snapshot));
    case 'localnetwork':
    case 'address':
    case 'localaddress':
      return values(privateNetworks);
    case 'localport':
      return values(new Set([...valuesInUse(snapshot, 'Port'), '22']));
    case 'version':
      return values([`OpenSSH_${formatVersion(snapshot.version).replace(/[-p].*$/, '')}*`, 'OpenSSH_*']);
    case 'sessiontype':
      return values(['shell', 'exec', 'subsystem', 'none']);
    default:
      return [];
  }
}
