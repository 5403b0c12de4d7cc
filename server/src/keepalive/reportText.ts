import * as l10n from '@vscode/l10n';
import { phaseName } from './advice.ts';
import { markdown, markdownCode, visible } from './escape.ts';
import type { KeepaliveReport } from './report.ts';
import { isOpenSsh } from './serverInterval.ts';

type Row = readonly [name: string, value: string];

/** The report for a terminal or a log. No colours, and nothing in it can move the cursor. */
export function reportText(report: KeepaliveReport): string {
  const lines = [visible(report.title), `→ ${visible(report.nextStep)}`];
  for (const rows of [resultRows(report), phaseRows(report), endRows(report)]) {
    if (rows.length > 0) lines.push('', ...rows.map(([name, value]) => l10n.t('{0}: {1}', name, visible(value))));
  }
  if (report.notes.length > 0) lines.push('', ...report.notes.map((note) => `- ${visible(note)}`));
  if (report.outcome !== 'healthy' && report.stderr.length > 0) {
    lines.push('', l10n.t('{0}:', l10n.t('Also printed')), ...report.stderr.map((line) => `  ${visible(line, 300)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The report as a Markdown document. Text from servers and files is shown, never rendered. */
export function reportMarkdown(report: KeepaliveReport): string {
  const blocks = [
    `# ${l10n.t('Keepalive test: {0}', markdown(report.host))}`,
    `**${markdown(report.title)}**`,
    markdown(report.nextStep),
    ...table(resultRows(report)),
    ...(report.notes.length > 0 ? [report.notes.map((note) => `- ${markdown(note)}`).join('\n')] : []),
    `## ${l10n.t('How the connection came about')}`,
    ...table(phaseRows(report)),
    endRows(report)
      .map(([name, value]) => `- ${l10n.t('{0}: {1}', markdown(name), markdownCode(value))}`)
      .join('\n'),
  ];
  if (report.stderr.length > 0) {
    blocks.push(`## ${l10n.t('Also printed')}`, l10n.t('By the server’s banner, a proxy or a jump host:'));
    blocks.push(report.stderr.map((line) => `- ${markdownCode(line, 300)}`).join('\n'));
  }
  blocks.push(`## ${l10n.t('What was run')}`, markdownCode(['ssh', ...report.argv].join(' '), 4_000));
  return `${blocks.join('\n\n')}\n`;
}

function table(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(([name, value]) => `| ${markdown(name)} | ${markdown(value)} |`);
  return [['| | |', '| --- | --- |', ...lines].join('\n')];
}

/** What the test is about. */
export function resultRows(report: KeepaliveReport): readonly Row[] {
  const rows: Row[] = [];
  const { detail } = report;
  // Not a second time.
  if (detail !== undefined && report.outcome !== 'healthy' && !report.title.includes(detail)) {
    rows.push([l10n.t('ssh says'), detail]);
  }
  if (report.probes && report.phase === 'live') {
    const { answered, sent, roundTrip, coarse } = report.probes;
    rows.push([l10n.t('Probes answered'), l10n.t('{0} of {1}', answered, sent)]);
    if (roundTrip) {
      const { min, median, p95 } = roundTrip;
      rows.push([l10n.t('Round trip'), l10n.t('{0} ms median, {1} ms least, {2} ms p95', median, min, p95)]);
    } else if (coarse > 0) rows.push([l10n.t('Round trip'), l10n.t('too short to be measured here')]);
  }
  rows.push(...idleRows(report), ...cutRows(report));
  const interval = report.phase === 'live' ? intervalText(report.server) : undefined;
  if (interval !== undefined) rows.push([l10n.t('The server’s own probes'), interval]);
  if (!report.cut && report.phase === 'live') rows.push(...expectationRows(report));
  return rows;
}

/** How long each part took. */
function phaseRows(report: KeepaliveReport): readonly Row[] {
  const rows = report.phases.flatMap(({ phase, reached, milliseconds }): readonly Row[] => {
    if (!reached) return [];
    return [[phaseName(phase), milliseconds === null ? l10n.t('not finished') : `${milliseconds.toFixed(0)} ms`]];
  });
  if (report.liveSeconds === null) return rows;
  return [...rows, [phaseName('live'), l10n.t('{0} s', report.liveSeconds)]];
}

/** Who took part, and when. */
function endRows(report: KeepaliveReport): readonly Row[] {
  const { software, hostKey } = report.server;
  return [
    ...(software === undefined ? [] : [[l10n.t('Server'), software] as const]),
    ...(hostKey === undefined ? [] : [[l10n.t('Host key'), hostKey] as const]),
    ...(report.client.software === undefined ? [] : [[l10n.t('Client'), report.client.software] as const]),
    [l10n.t('Measured'), report.measuredAt],
  ];
}

function expectationRows({ expectations }: KeepaliveReport): readonly Row[] {
  if (!expectations) return [];
  const { deadServer, interval, countMax } = expectations;
  const name = l10n.t('Your settings notice a dead server');
  if (deadServer === 'never') return [[name, l10n.t('never (ServerAliveInterval 0)')]];
  return [[name, l10n.t('after {0} s: {1} × ({2} + 1)', deadServer.latest, interval, countMax)]];
}

function idleRows({ idle }: KeepaliveReport): readonly Row[] {
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
function cutRows({ cut, expectations }: KeepaliveReport): readonly Row[] {
  if (!cut) return [];
  const limit = expectations?.deadServer ?? 'never';
  const predicted =
    limit === 'never' ? l10n.t('predicted: never') : l10n.t('predicted: {0} to {1} s', limit.earliest, limit.latest);
  const measured = (side: 'client' | 'server', seconds: number | null) =>
    cut.told === side
      ? l10n.t('was told that the other side had closed')
      : seconds === null
        ? l10n.t('did not give up')
        : l10n.t('gave up after {0} s', seconds);
  return [
    [
      l10n.t('Your ssh'),
      cut.told === 'client' ? measured('client', null) : `${measured('client', cut.client)} (${predicted})`,
    ],
    [l10n.t('The server'), measured('server', cut.server)],
  ];
}

function intervalText({ interval, software }: KeepaliveReport['server']): string | undefined {
  const known = isOpenSsh(software);
  switch (interval.kind) {
    case 'measured':
      // What the setting is called there is not known.
      if (!known) return l10n.t('every {0} s', interval.wire);
      return interval.certainty === 'likely'
        ? l10n.t('every {0} s; likely ClientAliveInterval {1}', interval.wire, interval.configured)
        : l10n.t('every {0} s: ClientAliveInterval {1}', interval.wire, interval.configured);
    case 'none':
      if (!known) return l10n.t('none in {0} s', interval.watched);
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
