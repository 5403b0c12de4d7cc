import * as l10n from '@vscode/l10n';
import { phaseName } from './advice.ts';
import { markdown, markdownCode, visible } from './escape.ts';
import type { KeepaliveReport } from './report.ts';
import type { ServerInterval } from './serverInterval.ts';

/** The report for a terminal or a log. No colours, and nothing in it can move the cursor. */
export function reportText(report: KeepaliveReport): string {
  const lines = [visible(report.title), `→ ${visible(report.nextStep)}`, ''];
  for (const [name, value] of figures(report)) lines.push(`${name}: ${visible(value)}`);
  if (report.notes.length > 0) lines.push('', ...report.notes.map((note) => `- ${visible(note)}`));
  if (report.outcome !== 'healthy' && report.stderr.length > 0) {
    lines.push('', `${l10n.t('Also printed')}:`, ...report.stderr.map((line) => `  ${visible(line, 300)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The report as a Markdown document. Text from servers and files is shown, never rendered. */
export function reportMarkdown(report: KeepaliveReport): string {
  const icon = { healthy: '✅', problem: '⚠️', void: '❔' }[report.outcome];
  const blocks = [
    `# ${l10n.t('Keepalive test: {0}', markdown(report.host))}`,
    `${icon} **${markdown(report.title)}**`,
    markdown(report.nextStep),
    [
      `| | |`,
      `| --- | --- |`,
      ...figures(report).map(([name, value]) => `| ${markdown(name)} | ${markdown(value)} |`),
    ].join('\n'),
    ...(report.notes.length > 0 ? [report.notes.map((note) => `- ${markdown(note)}`).join('\n')] : []),
  ];
  if (report.stderr.length > 0) {
    blocks.push(`## ${l10n.t('Also printed')}`, l10n.t('By the server’s banner, a proxy or a jump host:'));
    blocks.push(report.stderr.map((line) => `- ${markdownCode(line, 300)}`).join('\n'));
  }
  blocks.push(`## ${l10n.t('What was run')}`, markdownCode(['ssh', ...report.argv].join(' '), 4_000));
  return `${blocks.join('\n\n')}\n`;
}

/** Name and value of each figure, in reading order. */
function figures(report: KeepaliveReport): readonly (readonly [string, string])[] {
  const rows: [string, string][] = [];
  for (const { phase, reached, milliseconds } of report.phases) {
    if (reached && milliseconds !== null) rows.push([phaseName(phase), `${milliseconds.toFixed(0)} ms`]);
    else if (reached) rows.push([phaseName(phase), l10n.t('not finished')]);
  }
  if (report.liveSeconds !== null) rows.push([phaseName('live'), l10n.t('{0} s', report.liveSeconds)]);
  if (report.probes && report.phase === 'live') {
    const { answered, sent, roundTrip, coarse } = report.probes;
    rows.push([l10n.t('Probes answered'), l10n.t('{0} of {1}', answered, sent)]);
    if (roundTrip) {
      const { min, median, p95 } = roundTrip;
      rows.push([l10n.t('Round trip'), l10n.t('{0} ms median, {1} ms least, {2} ms p95', median, min, p95)]);
    } else if (coarse > 0) rows.push([l10n.t('Round trip'), l10n.t('too short to be measured here')]);
  }
  rows.push(...idleRows(report), ...cutRows(report));
  const interval = report.phase === 'live' ? intervalText(report.server.interval) : undefined;
  if (interval !== undefined) rows.push([l10n.t('The server’s own probes'), interval]);
  rows.push(...expectationRows(report));
  if (report.server.software !== undefined) rows.push([l10n.t('Server'), report.server.software]);
  if (report.server.hostKey !== undefined) rows.push([l10n.t('Host key'), report.server.hostKey]);
  if (report.client.software !== undefined) rows.push([l10n.t('Client'), report.client.software]);
  rows.push([l10n.t('Measured'), report.measuredAt]);
  if (report.detail !== undefined && report.outcome !== 'healthy') rows.push([l10n.t('ssh says'), report.detail]);
  return rows;
}

function expectationRows({ expectations }: KeepaliveReport): [string, string][] {
  if (!expectations) return [];
  const { deadServer, interval, countMax } = expectations;
  const name = l10n.t('Your settings notice a dead server');
  if (deadServer === 'never') return [[name, l10n.t('never (ServerAliveInterval 0)')]];
  return [[name, l10n.t('after {0} s: {1} × ({2} + 1)', deadServer.latest, interval, countMax)]];
}

function idleRows({ idle }: KeepaliveReport): [string, string][] {
  const words = {
    survived: l10n.t('survived'),
    lost: l10n.t('lost'),
    'kept-warm': l10n.t('kept alive by the server’s probes'),
    closed: l10n.t('closed by the other side'),
    failed: l10n.t('not usable'),
  };
  return (idle?.steps ?? []).map(({ seconds, outcome }) => [l10n.t('Idle for {0} s', seconds), words[outcome]]);
}

/** Measured beside predicted. */
function cutRows({ cut, expectations }: KeepaliveReport): [string, string][] {
  if (!cut) return [];
  const limit = expectations?.deadServer ?? 'never';
  const predicted =
    limit === 'never' ? l10n.t('predicted: never') : l10n.t('predicted: {0} to {1} s', limit.earliest, limit.latest);
  const measured = (seconds: number | null) =>
    seconds === null ? l10n.t('did not give up') : l10n.t('gave up after {0} s', seconds);
  return [
    [l10n.t('Your ssh'), `${measured(cut.client)} (${predicted})`],
    [l10n.t('The server'), measured(cut.server)],
  ];
}

function intervalText(interval: ServerInterval): string | undefined {
  switch (interval.kind) {
    case 'measured':
      return interval.certainty === 'likely'
        ? l10n.t('every {0} s; likely ClientAliveInterval {1}', interval.wire, interval.configured)
        : l10n.t('every {0} s: ClientAliveInterval {1}', interval.wire, interval.configured);
    case 'none':
      return l10n.t(
        'none in {0} s: ClientAliveInterval is 0 or greater than {1}',
        interval.watched,
        interval.longerThan,
      );
    case 'suppressed':
      return l10n.t('kept back by ours; mode “observe” shows them');
    case 'unknown':
      return undefined;
  }
}
