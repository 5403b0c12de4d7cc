import { formatVersion } from '../../values/openSshVersion.ts';
import { type Counter, createCounter } from './counter.ts';
import type { FleetReport, WorstHost } from './fleetReport.ts';
import { type Deviation, type FleetFinding, type Judgement, type VerdictId, verdictIds } from './judgement.ts';
import { createWorstList } from './worstList.ts';

/** Counts machines as they come. What it holds does not grow with their number. */
export interface Tally {
  add(host: string, judgement: Judgement, versionIsAssumed: boolean): void;
  addMalformed(line: number, problem: string): void;
  report(): FleetReport;
}

const mostMalformedShown = 20;
const severities = ['error', 'warning', 'info', 'hint'];

export function createTally(mostWorst: number): Tally {
  let hosts = 0;
  let assumed = 0;
  let malformed = 0;
  const shown: { line: number; problem: string }[] = [];
  const verdicts = createCounter<VerdictId>();
  const firsts = createCounter<Judgement['first']>();
  const versions = new Map<string, Counter<VerdictId>>();
  const settings = new Map<string, Counter<string>>();
  const findings = createCounter<FleetFinding>(({ severity, rule }) => `${severity}\n${rule}`);
  const deviations = createCounter<Deviation>((each) => `${each.profile}\n${each.control}\n${each.directive}`);
  const noticed = createCounter<number | null>(String);
  const noticedWithin = noticedBounds.map(() => 0);
  const worst = createWorstList<WorstHost>(mostWorst, byBadness);
  return {
    add(host, judgement, versionIsAssumed) {
      hosts += 1;
      if (versionIsAssumed) assumed += 1;
      const version = formatVersion(judgement.version);
      verdicts.add(judgement.verdict, host);
      firsts.add(judgement.first, host);
      noticed.add(judgement.noticedAfter, host);
      const column = columnOf(judgement.noticedAfter);
      noticedWithin[column] = (noticedWithin[column] ?? 0) + 1;
      counterOf(versions, version).add(judgement.verdict, host);
      for (const [name, value] of judgement.settings)
        counterOf(settings, name).add(value, host, rank(judgement.verdict));
      for (const finding of firstOfEachRule(judgement.findings)) findings.add(finding, host);
      for (const deviation of judgement.deviations) deviations.add(deviation, host);
      worst.add({ host, judgement });
    },
    addMalformed(line, problem) {
      malformed += 1;
      if (shown.length < mostMalformedShown) shown.push({ line, problem });
    },
    report: () => ({
      hosts,
      assumedVersions: assumed,
      malformed: { lines: malformed, shown },
      verdicts: verdicts.rows((a, b) => verdictIds.indexOf(a) - verdictIds.indexOf(b)),
      firsts: firsts.rows(),
      noticed: noticed.rows((a, b) => (b ?? Number.POSITIVE_INFINITY) - (a ?? Number.POSITIVE_INFINITY)),
      noticedWithin: noticedBounds.map((bound, column) => ({ bound, hosts: noticedWithin[column] ?? 0 })),
      versions: [...versions]
        .map(([version, counter]) => ({ version, hosts: counter.total(), verdicts: counter.rows(byVerdict) }))
        .sort((a, b) => worstShare(b) - worstShare(a) || b.hosts - a.hosts || (a.version < b.version ? -1 : 1)),
      settings: [...settings].map(([name, counter]) => ({ name, hosts: counter.total(), values: counter.rows() })),
      findings: findings.rows((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
      deviations: deviations.rows((a, b) => (a.profile < b.profile ? -1 : a.profile > b.profile ? 1 : 0)),
      worst: worst.list(),
    }),
  };
}

/** Ends of columns in seconds; all that is longer, and never. Machines are counted in them however many times differ. */
const noticedBounds = [60, 300, 900, 1800, 3600, 10800, Number.POSITIVE_INFINITY, null] as const;

function columnOf(after: number | null): number {
  return after === null
    ? noticedBounds.length - 1
    : noticedBounds.findIndex((bound) => bound !== null && after <= bound);
}

/** A machine counts once for a rule, whatever it says of several of its lines. */
function firstOfEachRule(findings: readonly FleetFinding[]): Iterable<FleetFinding> {
  const byRule = new Map<string, FleetFinding>();
  for (const finding of findings) if (!byRule.has(finding.rule)) byRule.set(finding.rule, finding);
  return byRule.values();
}

function counterOf<Key extends string>(counters: Map<string, Counter<Key>>, name: string): Counter<Key> {
  const known = counters.get(name) ?? createCounter<Key>();
  counters.set(name, known);
  return known;
}

const byVerdict = (a: VerdictId, b: VerdictId) => verdictIds.indexOf(a) - verdictIds.indexOf(b);

/** How bad the machines of a release are on average: the mean rank of their verdicts. */
function worstShare({ hosts, verdicts }: FleetReport['versions'][number]): number {
  const badness = verdicts.reduce((sum, { key, hosts: number }) => sum + number * rank(key), 0);
  return hosts === 0 ? 0 : badness / hosts;
}

function rank(verdict: VerdictId): number {
  return verdictIds.length - verdictIds.indexOf(verdict);
}

/** Worst first: by verdict, by the time until a dead client is noticed, by what the rules and profiles say. */
function byBadness(a: WorstHost, b: WorstHost): number {
  const later = (host: WorstHost) => host.judgement.noticedAfter ?? Number.POSITIVE_INFINITY;
  const faults = ({ judgement }: WorstHost) => judgement.findings.length + judgement.deviations.length;
  const [laterA, laterB] = [later(a), later(b)];
  return (
    rank(b.judgement.verdict) - rank(a.judgement.verdict) ||
    (laterA === laterB ? 0 : laterB > laterA ? 1 : -1) ||
    faults(b) - faults(a) ||
    (a.host < b.host ? -1 : a.host > b.host ? 1 : 0)
  );
}
