import * as l10n from '@vscode/l10n';
import { showControls } from '../showControls.ts';
import { columnsOf } from '../terminalWidth.ts';
import type { Row } from './counter.ts';
import { type FleetReport, firstRows, type ReportContext } from './fleetReport.ts';
import { firstName, noticedText, reasonText, verdictMeaning, verdictName } from './fleetTexts.ts';
import type { VerdictId } from './judgement.ts';

const colors: Readonly<Record<VerdictId, string>> = {
  never: '31',
  'path-forgets': '31',
  'cuts-healthy': '31',
  'tcp-only': '33',
  slow: '33',
  noticed: '32',
};

/** Values of a directive that are listed one by one. */
const mostValues = 8;

/** For a terminal: tables, worst first. */
export function formatFleetText(report: FleetReport, context: ReportContext): string {
  const { hosts } = report;
  const paint = (verdict: VerdictId, text: string) =>
    context.color ? `\u001b[${colors[verdict]}m${text}\u001b[0m` : text;
  const share = (row: { readonly hosts: number }) => [String(row.hosts), percent(row.hosts, hosts)];
  const sections = [
    [heading(report, context)],
    table(l10n.t('What becomes of a client that has gone'), report.verdicts, (row) => [
      ...share(row),
      verdictName(row.key),
      verdictMeaning(row.key),
    ]).map((line, i) => paint(report.verdicts[i - 1]?.key ?? 'noticed', line)),
    table(l10n.t('Who ends a connection first'), report.firsts, (row) => [...share(row), firstName(row.key)]),
    table(l10n.t('Until the server notices'), firstRows(report.noticed, mostValues, hosts, noticedText), (row) => [
      ...share(row),
      row.key,
      examples(row),
    ]),
    table(l10n.t('Releases'), report.versions, (row) => [
      ...share(row),
      `OpenSSH ${row.version}`,
      row.verdicts.map(({ key, hosts: number }) => `${verdictName(key)} ${number}`).join(', '),
    ]),
    ...report.settings.map(({ name, hosts: having, values }) =>
      table(name, firstRows(values, mostValues, having, String), (row) => [...share(row), row.key, examples(row)]),
    ),
    table(l10n.t('Findings'), report.findings, ({ key, ...row }) => [
      ...share(row),
      key.severity,
      key.rule,
      key.message,
    ]),
    table(l10n.t('Deviations from the profiles'), report.deviations, ({ key, ...row }) => [...share(row), key.asked]),
    table(l10n.t('The worst machines'), report.worst, ({ host, judgement }) => [
      host,
      verdictName(judgement.verdict),
      reasonText(judgement),
    ]),
    ...(report.malformed.lines === 0 ? [] : [malformed(report)]),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function heading(report: FleetReport, { path, profiles, assumed }: ReportContext): string {
  const parts = [report.hosts === 1 ? l10n.t('1 machine') : l10n.t('{0} machines', report.hosts)];
  if (path !== undefined) parts.push(l10n.t('path: {0}', path));
  if (profiles.length > 0) parts.push(l10n.t('profiles: {0}', profiles.join(', ')));
  if (report.assumedVersions > 0) {
    parts.push(l10n.t('{0} do not say their release: OpenSSH {1} is assumed', report.assumedVersions, assumed));
  }
  return parts.join('; ');
}

function malformed({ malformed: { lines, shown } }: FleetReport): string[] {
  const head = lines === 1 ? l10n.t('1 line was not read') : l10n.t('{0} lines were not read', lines);
  const more = lines > shown.length ? ['  …'] : [];
  return [
    head,
    ...shown.map(({ line, problem }) => `  ${l10n.t('line {0}: {1}', line, showControls(problem))}`),
    ...more,
  ];
}

function examples({ examples: hosts, hosts: number }: Row<unknown>): string {
  return hosts.length === 0 ? '' : `${hosts.join(' ')}${number > hosts.length ? ' …' : ''}`;
}

/** A title and aligned rows; nothing where there are no rows. */
function table<Item>(title: string, items: readonly Item[], cellsOf: (item: Item) => readonly string[]): string[] {
  if (items.length === 0) return [];
  const rows = items.map((item) => cellsOf(item).map(showControls));
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((cells) => columnsOf(cells[i] ?? ''))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const blanks = ' '.repeat(Math.min(40, Math.max(0, (widths[i] ?? 0) - columnsOf(cell))));
        if (/^[\d.]+ ?%?$/.test(cell)) return `${blanks}${cell}`;
        return i === cells.length - 1 ? cell : `${cell}${blanks}`;
      })
      .join('  ');
  return [title, ...rows.map((cells) => `  ${line(cells)}`.trimEnd())];
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const share = (100 * part) / whole;
  return `${share > 0 && share < 0.1 ? '<0.1' : share.toFixed(1)} %`;
}
