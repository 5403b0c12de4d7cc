import * as l10n from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver';
import type { LibraryCall } from '../../python/calls.ts';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { pythonPrediction } from '../../rules/python/pythonPrediction.ts';
import { modelOf } from '../../rules/python/pythonRule.ts';
import { when } from '../../timeouts/format.ts';
import { isRange } from '../../timeouts/range.ts';
import type { SituationId } from '../../timeouts/timer.ts';
import { showControls } from '../escapeMarkdown.ts';
import type { FeatureOptions } from '../featureOptions.ts';
import { offsetAt, toRange } from '../ranges.ts';
import { deadServerText, idleText, patienceText } from './limitsInForce.ts';

/** What a lens carries from one request to the next: the server keeps nothing. */
interface LensData {
  readonly uri: string;
}

/**
 * Above a call that opens a connection: how long connecting may take, and what becomes of the connection. The words
 * are left to `resolvePythonCodeLens`, as a long file has many of them and a window shows few.
 */
export function providePythonCodeLenses(snapshot: PythonSnapshot, options: FeatureOptions): CodeLens[] {
  if (!snapshot.settings.codeLens) return [];
  const data: LensData = { uri: options.clientUri(snapshot.uri) };
  return modelOf(snapshot)
    .openings.flatMap((opening) => [opening.call, ...keepalivesOf(snapshot, opening)])
    .map(({ nameSpan }) => ({ range: toRange(snapshot.file, nameSpan), data }));
}

/** Fills in the words. The call is looked up again: an edit may have come in between. */
export function resolvePythonCodeLens(snapshot: PythonSnapshot, lens: CodeLens): CodeLens {
  const start = offsetAt(snapshot.file, lens.range.start);
  for (const opening of modelOf(snapshot).openings) {
    if (opening.call.nameSpan.start === start) return withTitle(lens, openingTitle(snapshot, opening));
    const keepalive = keepalivesOf(snapshot, opening).find(({ nameSpan }) => nameSpan.start === start);
    if (keepalive) return withTitle(lens, keepaliveTitle(snapshot, opening, keepalive));
  }
  return withTitle(lens, '');
}

function withTitle(lens: CodeLens, title: string): CodeLens {
  return { ...lens, command: { title: showControls(title), command: '' } };
}

/** Calls of set_keepalive whose interval is known. */
function keepalivesOf(snapshot: PythonSnapshot, { calls }: Opening): readonly LibraryCall[] {
  return calls.filter((call) => {
    return call.callable === setKeepalive && modelOf(snapshot).time(call, 'interval').kind === 'seconds';
  });
}

const setKeepalive = 'paramiko.Transport.set_keepalive';

function openingTitle(snapshot: PythonSnapshot, opening: Opening): string {
  return [
    connectingText(snapshot, opening),
    idleText(snapshot, opening),
    deadServerText(snapshot, opening),
    serverText(snapshot, opening),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** How long each phase of connecting is waited for, in the order in which they come. */
function connectingText(snapshot: PythonSnapshot, opening: Opening): string {
  const after = (id: SituationId) => patienceText(snapshot, opening, id);
  const rest = [after('connect-no-banner'), after('connect-stalls-kex'), after('connect-stalls-auth')] as const;
  return opening.limits.socketGiven === true
    ? l10n.t('gives up: banner {0}, keys {1}, login {2}', ...rest)
    : l10n.t('gives up: TCP {0}, banner {1}, keys {2}, login {3}', after('connect-no-answer'), ...rest);
}

function serverText(snapshot: PythonSnapshot, opening: Opening): string {
  const prediction = pythonPrediction(snapshot, opening);
  if (!prediction.keepalive.server.configured) return '';
  const limit = prediction.timers.find(({ id, side }) => id === 'ChannelTimeout' && side === 'server');
  if (limit && isRange(limit.fires)) return l10n.t('server closes idle sessions after {0}', when(limit.fires));
  const own = prediction.timers.find(({ id, side }) => id === 'ClientAliveInterval' && side === 'server');
  return own && isRange(own.fires) ? l10n.t('server notices a dead client in {0}', when(own.fires)) : '';
}

function keepaliveTitle(snapshot: PythonSnapshot, opening: Opening, call: LibraryCall): string {
  const time = modelOf(snapshot).time(call, 'interval');
  if (time.kind !== 'seconds') return '';
  if (time.seconds === 0) return l10n.t('0 switches it off: nothing is sent while the program is silent');
  const seconds = when({ earliest: time.seconds, latest: time.seconds });
  const dead = opening.keepalive.kind === 'seconds' ? deadServerText(snapshot, opening) : '';
  return [l10n.t('a packet every {0} keeps NATs alive that forget later', seconds), l10n.t('asks for no answer'), dead]
    .filter((part) => part !== '')
    .join(' · ');
}
