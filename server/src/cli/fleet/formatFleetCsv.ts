import { showControls } from '../showControls.ts';
import type { Row } from './counter.ts';
import type { FleetReport } from './fleetReport.ts';

/** One table for everything that is counted: section, name, value, machines, share of all, examples. RFC 4180. */
export function formatFleetCsv(report: FleetReport): string {
  const row = (section: string, name: string, value: string, { hosts, examples }: Omit<Row<unknown>, 'key'>) => [
    section,
    name,
    value,
    String(hosts),
    (hosts / Math.max(1, report.hosts)).toFixed(4),
    examples.join(' '),
  ];
  const rows = [
    ['section', 'name', 'value', 'hosts', 'share', 'examples'],
    ...report.verdicts.map((each) => row('verdict', 'verdict', each.key, each)),
    ...report.firsts.map((each) => row('first', 'first', each.key, each)),
    ...report.noticed.map((each) => row('noticedAfter', 'seconds', String(each.key ?? 'never'), each)),
    ...report.versions.flatMap(({ version, verdicts }) =>
      verdicts.map((each) => row('version', version, each.key, each)),
    ),
    ...report.settings.flatMap(({ name, values }) => values.map((each) => row('setting', name, each.key, each))),
    ...report.findings.map((each) => row('finding', each.key.rule, each.key.message, each)),
    ...report.deviations.map((each) =>
      row('deviation', `${each.key.profile} ${each.key.control}`, each.key.directive, each),
    ),
    ...report.worst.map(({ host, judgement }) =>
      row('worst', judgement.verdict, String(judgement.noticedAfter ?? 'never'), { hosts: 1, examples: [host] }),
    ),
    ...report.malformed.shown.map(({ line, problem }) => ['malformed', String(line), problem, '', '', '']),
  ];
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet would take a text that starts so for a formula. */
function cell(text: string): string {
  const shown = showControls(text);
  const safe = /^[=+\-@]/.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
