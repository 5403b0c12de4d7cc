import * as l10n from '@vscode/l10n';
import { readSettings } from '../readSettings.ts';
import type { Severity } from '../rules/rule.ts';
import { formatVersion, newestKnownVersion } from '../values/openSshVersion.ts';
import { pathOption, profileOptions } from './check.ts';
import { readFleetHost } from './fleet/fleetHost.ts';
import type { FleetReport, ReportContext } from './fleet/fleetReport.ts';
import { formatFleetCsv } from './fleet/formatFleetCsv.ts';
import { formatFleetHtml } from './fleet/formatFleetHtml.ts';
import { formatFleetJson } from './fleet/formatFleetJson.ts';
import { formatFleetText } from './fleet/formatFleetText.ts';
import { createJudge } from './fleet/judgeHost.ts';
import { linesOf } from './fleet/lines.ts';
import { createTally } from './fleet/tally.ts';
import { type CliIo, exitCode, UsageError } from './io.ts';
import { currentLanguage } from './language.ts';
import { versionOption } from './machine.ts';
import { parseArguments } from './parseArguments.ts';

const formats: Readonly<Record<string, (report: FleetReport, context: ReportContext) => string>> = {
  text: formatFleetText,
  json: formatFleetJson,
  csv: formatFleetCsv,
  html: formatFleetHtml,
};

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * `fleet`: reads a line of JSON for each machine from standard input and reports on all of them. It holds counts, not
 * machines, so it takes as much memory for many as for few.
 */
export async function runFleet(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    format: { type: 'string', default: 'text' },
    openssh: { type: 'string' },
    path: { type: 'string' },
    profile: { type: 'string', multiple: true },
    worst: { type: 'string', default: '20' },
    'fail-on': { type: 'string' },
  });
  if (positionals.some((name) => name !== '-')) {
    throw new UsageError(l10n.t('fleet reads standard input; unexpected {0}', positionals.join(' ')));
  }
  const format = Object.hasOwn(formats, values.format) ? formats[values.format] : undefined;
  if (!format) {
    throw new UsageError(l10n.t('{0} takes {1}, not {2}', '--format', Object.keys(formats).join(', '), values.format));
  }
  const failOn = failOption(values['fail-on']);
  const profiles = profileOptions(values.profile) ?? [];
  const path = values.path === undefined ? undefined : pathOption(values.path);
  const version = values.openssh === undefined ? newestKnownVersion : versionOption(values.openssh);
  const settings = readSettings({ compliance: profiles, ...(path === undefined ? {} : { path: { '*': path } }) });

  const judge = createJudge({ version, path, settings });
  const tally = createTally(countOption(values.worst));
  for await (const { number, text } of linesOf(io.readChunks?.() ?? onlyChunk(io))) {
    if (text === undefined) tally.addMalformed(number, l10n.t('too long'));
    else if (text.trim() !== '') {
      const host = readFleetHost(text);
      if ('problem' in host) tally.addMalformed(number, host.problem);
      else tally.add(host.host, judge(host), host.version === undefined);
    }
  }
  const report = tally.report();
  const language = currentLanguage();
  io.out(format(report, { path, profiles, assumed: formatVersion(version), language, color: io.color }));
  for (const { line, problem } of report.malformed.shown) {
    io.err(`ssh-timeouts fleet: ${l10n.t('line {0}: {1}', line, problem)}\n`);
  }
  if (report.malformed.lines > 0) return exitCode.usage;
  return failOn >= 0 && isBad(report, failOn) ? exitCode.problem : exitCode.ok;
}

async function* onlyChunk(io: CliIo): AsyncIterable<string> {
  yield await io.readInput();
}

/** A deviation from a profile counts as the warning that `check` makes of it. */
function isBad({ findings, deviations }: FleetReport, failOn: number): boolean {
  const found = findings.some(({ key }) => severities.indexOf(key.severity) <= failOn);
  return found || (deviations.length > 0 && severities.indexOf('warning') <= failOn);
}

function failOption(text: string | undefined): number {
  if (text === undefined) return -1;
  const at = severities.indexOf(text as Severity);
  if (at >= 0 && at <= 2) return at;
  throw new UsageError(l10n.t('{0} takes {1}, not {2}', '--fail-on', severities.slice(0, 3).join(', '), text));
}

function countOption(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= 10_000) return count;
  throw new UsageError(l10n.t('{0} takes a number of machines, not {1}', '--worst', text));
}
