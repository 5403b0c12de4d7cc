import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { pathOf } from '../../rules/pathSettings.ts';
import type { Snapshot } from '../../snapshot.ts';
import { inFile } from '../../syntax/configFile.ts';
import { suitableInterval } from '../../timeouts/advice.ts';
import { subjectOfLine } from '../subjectOfLine.ts';
import type { Candidate } from './candidates.ts';
import type { Surroundings } from './keywords.ts';
import type { KeywordPlace } from './place.ts';
import { writingStyle } from './writingStyle.ts';

/** Missed answers before either end gives up, where nobody says otherwise. */
const usualCount = 3;

/** Whole blocks, and lines that belong together. */
export function snippetCandidates(snapshot: Snapshot, place: KeywordPlace, around: Surroundings): Candidate[] {
  if (place.hasValue) return [];
  const found: Candidate[] = [...keepalivePair(snapshot, place, around)];
  if (snapshot.dialect === 'client') {
    if (!around.present.has('ControlMaster')) found.push(sharedConnection(snapshot, place));
    found.push(...blocks(snapshot, place, around, clientBlocks(writingStyle(snapshot.file).indent)));
  } else {
    found.push(...blocks(snapshot, place, around, serverBlocks(writingStyle(snapshot.file).indent)));
  }
  return found;
}

interface Snippet {
  readonly label: string;
  readonly filter: string;
  readonly detail: string;
  readonly text: string;
}

function clientBlocks(indent: string): readonly Snippet[] {
  return [
    {
      label: l10n.t('Host block'),
      filter: 'Host block',
      detail: 'Host',
      text: `Host \${1:alias}\n${indent}HostName \${2:host.example.org}\n${indent}User \${3:user}\n$0`,
    },
    {
      label: l10n.t('Host behind a jump host'),
      filter: 'Host ProxyJump jump',
      detail: 'Host, ProxyJump',
      text: [
        'Host ${1:gate}',
        `${indent}HostName \${2:gate.example.org}`,
        '',
        'Host ${3:inner}',
        `${indent}HostName \${4:inner.example.org}`,
        `${indent}ProxyJump \${1:gate}`,
        '$0',
      ].join('\n'),
    },
  ];
}

function serverBlocks(indent: string): readonly Snippet[] {
  return [
    {
      label: l10n.t('Group that may only transfer files'),
      filter: 'Match sftp only',
      detail: 'Match Group, internal-sftp',
      text: [
        'Match Group ${1:sftponly}',
        `${indent}ChrootDirectory \${2:/srv/sftp/%u}`,
        `${indent}ForceCommand internal-sftp`,
        `${indent}AllowTcpForwarding no`,
        `${indent}AllowAgentForwarding no`,
        `${indent}PermitTunnel no`,
        `${indent}X11Forwarding no`,
        '$0',
      ].join('\n'),
    },
  ];
}

/** Blocks start at the margin, and not in the middle of another one's lines. */
function blocks(
  { file }: Snapshot,
  { lineIndex, word }: KeywordPlace,
  around: Surroundings,
  snippets: readonly Snippet[],
): Candidate[] {
  const { start } = inFile(file, lineIndex, { start: 0, end: 0 });
  return snippets.map(({ label, filter, detail, text }) => ({
    label,
    kind: CompletionItemKind.Snippet,
    insert: text,
    snippet: true,
    filter,
    detail,
    rank: around.indented && around.block ? 7 : 2,
    removes: { start, end: word.start },
  }));
}

/** An interval and a count that keep the path open as the settings have it, and how long a dead peer then stays. */
function* keepalivePair(snapshot: Snapshot, place: KeywordPlace, { present, aboutTime }: Surroundings) {
  const side = snapshot.dialect === 'client' ? 'Server' : 'Client';
  if (present.has(`${side}AliveInterval`)) return;
  const path = pathOf(snapshot, subjectOfLine(snapshot, place.lineIndex));
  const seconds = suitableInterval(path?.seconds);
  const { separator, keywordCase } = writingStyle(snapshot.file);
  const line = (name: string, value: number) =>
    `${keywordCase === 'lower' ? name.toLowerCase() : name}${separator}${value}`;
  const lines = [line(`${side}AliveInterval`, seconds)];
  if (!present.has(`${side}AliveCountMax`)) lines.push(line(`${side}AliveCountMax`, usualCount));
  const indent = indentOf(snapshot, place);
  yield {
    label: l10n.t('Keepalive pair'),
    kind: CompletionItemKind.Snippet,
    filter: `${side}AliveInterval keepalive pair`,
    insert: `${lines.join(`\n${indent}`)}$0`,
    snippet: true,
    detail: path
      ? l10n.t('every {0} s: outlives {1} ({2} s)', seconds, path.label, path.seconds)
      : l10n.t('every {0} s', seconds),
    documentation: `${lines.map((each) => indent + each).join('\n')}`,
    rank: aboutTime ? 2 : 4,
  } satisfies Candidate;
}

function indentOf({ file }: Snapshot, { lineIndex }: KeywordPlace): string {
  return /^[ \t]*/.exec(file.lines[lineIndex]?.text ?? '')?.[0] ?? '';
}

function sharedConnection(snapshot: Snapshot, place: KeywordPlace): Candidate {
  const { separator } = writingStyle(snapshot.file);
  const indent = indentOf(snapshot, place);
  const lines = [
    `ControlMaster${separator}auto`,
    `ControlPath${separator}\${1:~/.ssh/cm-%C}`,
    `ControlPersist${separator}\${2:10m}$0`,
  ];
  return {
    label: l10n.t('Shared connection'),
    kind: CompletionItemKind.Snippet,
    filter: 'ControlMaster shared connection',
    insert: lines.join(`\n${indent}`),
    snippet: true,
    detail: 'ControlMaster, ControlPath, ControlPersist',
    rank: 5,
  };
}
