import * as l10n from '@vscode/l10n';
import type { Opening } from '../../python/pythonModel.ts';
import type { PythonSnapshot } from '../../pythonSnapshot.ts';
import { pythonPrediction } from '../../rules/python/pythonPrediction.ts';
import { duration, exactWhen, sentences } from '../../timeouts/format.ts';
import { isRange } from '../../timeouts/range.ts';
import { escapeMarkdown, inlineCode } from '../escapeMarkdown.ts';
import { labelled } from '../labelled.ts';
import { deadServerText, idleText, phaseLimits } from './limitsInForce.ts';

/** What is in force for a connection, and who ends it. `phases`: with the limits of connecting. */
export function hoverConnection(snapshot: PythonSnapshot, opening: Opening, phases: boolean): string {
  const prediction = pythonPrediction(snapshot, opening);
  const known = opening.keepalive.kind !== 'unknown' && !opening.tcpOptions;
  return [
    phases ? `${l10n.t('{0}:', l10n.t('In force here'))}\n${phaseList(snapshot, opening)}` : '',
    sentences(sentence(idleText(snapshot, opening)), adviceText(opening), sentence(deadServerText(snapshot, opening))),
    serverText(snapshot, opening),
    known ? labelled(l10n.t('Who is first'), escapeMarkdown(prediction.verdict.text)) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function phaseList(snapshot: PythonSnapshot, opening: Opening): string {
  return phaseLimits(snapshot, opening)
    .map(
      ({ phase, text, by }) =>
        `- ${l10n.t('{0}: {1}', phase, `**${escapeMarkdown(text)}**`)}${by === '' ? '' : ` — ${name(by)}`}`,
    )
    .join('\n');
}

function name(by: string): string {
  return /^\w+$/.test(by) ? inlineCode(by) : escapeMarkdown(by);
}

/** What the server's own probes mean for a client of this kind, with the figures of a server that is paired. */
function serverText(snapshot: PythonSnapshot, opening: Opening): string {
  const { keepalive, timers } = pythonPrediction(snapshot, opening);
  const { server } = keepalive;
  const alive = timers.find(({ id, side }) => id === 'ClientAliveInterval' && side === 'server');
  if (!server.configured) {
    return l10n.t(
      'A server’s ClientAliveInterval does not end it while it is idle: the library answers the probes by itself, with or without a keepalive of its own.',
    );
  }
  if (server.interval === 0 || !alive) return l10n.t('The paired server does not probe.');
  const wire = duration(server.wire ?? server.interval);
  const text = isRange(alive.fires)
    ? l10n.t(
        'The paired server probes every {0}. The library answers by itself, so an idle connection is not dropped; a client that has gone is given up after {1}.',
        wire,
        exactWhen(alive.fires),
      )
    : l10n.t('The paired server probes every {0} and never gives up; the library answers by itself.', wire);
  if (server.wire === null || server.wire === server.interval) return text;
  return sentences(
    text,
    l10n.t('ClientAliveInterval says {0}: sshd 9.2 to 9.4 lets every second expiry pass.', duration(server.interval)),
  );
}

/** What keeps it alive, where nothing does yet. */
function adviceText({ library, keepalive }: Opening): string {
  if (library === 'asyncssh' || keepalive.kind !== 'absent') return '';
  return l10n.t('`set_keepalive(30)` on its transport sends a packet after 30 s without one.');
}

function sentence(text: string): string {
  return text === '' ? '' : l10n.t('{0}.', escapeMarkdown(text.charAt(0).toUpperCase() + text.slice(1)));
}
