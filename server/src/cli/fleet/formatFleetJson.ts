import { formatVersion } from '../../values/openSshVersion.ts';
import type { Row } from './counter.ts';
import type { FleetReport, ReportContext } from './fleetReport.ts';

/** One object with `version: 1`; seconds are numbers, `null` is never. */
export function formatFleetJson(report: FleetReport, { path, profiles, assumed }: ReportContext): string {
  const named = <Key>(name: string, { key, hosts, examples }: Row<Key>) => ({ [name]: key, hosts, examples });
  const object = {
    version: 1,
    hosts: report.hosts,
    ...(path === undefined ? {} : { path }),
    profiles,
    assumedOpenssh: { hosts: report.assumedVersions, openssh: assumed },
    malformed: report.malformed,
    verdicts: report.verdicts.map((row) => named('verdict', row)),
    first: report.firsts.map((row) => named('first', row)),
    noticedAfter: report.noticed.map((row) => named('seconds', row)),
    versions: report.versions.map(({ version, hosts, verdicts }) => ({
      openssh: version,
      hosts,
      verdicts: Object.fromEntries(verdicts.map((row) => [row.key, row.hosts])),
    })),
    settings: report.settings.map(({ name, hosts, values }) => ({
      name,
      hosts,
      values: values.map((row) => named('value', row)),
    })),
    findings: report.findings.map(({ key, hosts, examples }) => ({ ...key, hosts, examples })),
    deviations: report.deviations.map(({ key, hosts, examples }) => ({ ...key, hosts, examples })),
    worst: report.worst.map(({ host, judgement }) => ({
      host,
      openssh: formatVersion(judgement.version),
      verdict: judgement.verdict,
      noticedAfter: judgement.noticedAfter,
      noticedBy: judgement.noticedBy,
      idleEndsAfter: judgement.idleEndsAfter,
      first: judgement.first,
      text: judgement.text,
      findings: judgement.findings,
      deviations: judgement.deviations,
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}
