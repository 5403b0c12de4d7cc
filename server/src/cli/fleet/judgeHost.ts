import { type ComplianceProfile, findComplianceProfile } from '../../knowledge/complianceProfiles.ts';
import { findDirective } from '../../knowledge/directives.ts';
import { effectiveOfDump } from '../../resolve/dump.ts';
import type { EffectiveConfig } from '../../resolve/effectiveConfig.ts';
import { askedFor, fulfils, isKnownTo } from '../../rules/profileRequirement.ts';
import { runTheseRules } from '../../rules/runRules.ts';
import type { Settings } from '../../settings.ts';
import type { Dialect } from '../../syntax/configFile.ts';
import { type Prediction, predict } from '../../timeouts/model.ts';
import type { Fires } from '../../timeouts/timer.ts';
import { formatVersion, newestKnownVersion, type OpenSshVersion } from '../../values/openSshVersion.ts';
import { dumpRules } from '../dumpRules.ts';
import { dumpSnapshot } from '../dumpSnapshot.ts';
import type { FleetHost, TcpSettings } from './fleetHost.ts';
import { type Deviation, type FleetFinding, type Judgement, slowFrom, type VerdictId } from './judgement.ts';

export interface JudgeOptions {
  /** For machines that do not say theirs. */
  readonly version: OpenSshVersion;
  /** Profile id or idle seconds of what lies between. */
  readonly path: string | number | undefined;
  /** With the profiles in `compliance`. */
  readonly settings: Settings;
}

/** Judgements kept for machines that are alike. */
const mostKept = 5000;

/** Judges machines; those with the same release and values are judged once. */
export function createJudge(options: JudgeOptions): (host: FleetHost) => Judgement {
  const kept = keepingMost<Judgement>();
  const clients = keepingMost<JudgedClient>();
  const profiles = options.settings.compliance.flatMap((id) => findComplianceProfile(id) ?? []);
  return (host) => {
    const version = host.version ?? options.version;
    const { idle, interval, probes } = host.tcp ?? {};
    const key = [formatVersion(version), idle, interval, probes, host.server, host.client].join('\n');
    return kept(key, () => {
      const text = host.client;
      const client =
        text === undefined
          ? undefined
          : clients(`${formatVersion(version)}\n${text}`, () => judgeClient(text, version, options));
      return judge(host, version, profiles, options, client);
    });
  };
}

/** Remembers what was computed last for so many keys. */
function keepingMost<Result>(): (key: string, compute: () => Result) => Result {
  const kept = new Map<string, Result>();
  return (key, compute) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = compute();
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, result);
    return result;
  };
}

/** The client's part of a judgement: fleets whose servers all differ often share their ssh_config. */
interface JudgedClient {
  readonly effective: EffectiveConfig;
  readonly findings: readonly FleetFinding[];
}

function judgeClient(text: string, version: OpenSshVersion, { settings }: JudgeOptions): JudgedClient {
  return {
    effective: effectiveOfDump(text, { dialect: 'client', version, uri: 'fleet:/client' }),
    findings: findingsIn('client', text, version, settings),
  };
}

function judge(
  host: FleetHost,
  version: OpenSshVersion,
  profiles: readonly ComplianceProfile[],
  { path, settings }: JudgeOptions,
  client: JudgedClient | undefined,
): Judgement {
  const server = effectiveOfDump(host.server, { dialect: 'server', version, uri: 'fleet:/server' });
  const prediction = predict({
    server,
    serverVersion: version,
    client: client?.effective,
    clientVersion: client ? version : newestKnownVersion,
    path,
  });
  const noticed = noticing(prediction, host.tcp);
  return {
    version,
    verdict: verdictOf(prediction, noticed, server, host.tcp),
    noticedAfter: noticed?.after ?? null,
    noticedBy: noticed?.by ?? null,
    idleEndsAfter: latest(timer(prediction, 'ChannelTimeout', 'server')),
    first: prediction.verdict.first,
    text: prediction.verdict.text,
    settings: settingsOf(server),
    findings: [...findingsIn('server', host.server, version, settings), ...(client?.findings ?? [])],
    deviations: profiles.flatMap((profile) => deviationsFrom(profile, server, client?.effective)),
  };
}

interface Noticing {
  readonly after: number;
  readonly by: NonNullable<Judgement['noticedBy']>;
}

/** The first of the server's own means that gives up a client which has gone. */
function noticing(prediction: Prediction, tcp: TcpSettings | undefined): Noticing | undefined {
  const { wire } = prediction.keepalive.server;
  const found: Noticing[] = [];
  const alive = latest(timer(prediction, 'ClientAliveInterval', 'server'));
  if (alive !== null) found.push({ after: alive, by: 'ClientAliveInterval' });
  // A probe is data: where nobody acknowledges it, the kernel gives up by itself.
  const retransmission = latest(timer(prediction, 'tcpRetransmission', 'server'));
  if (wire !== null && retransmission !== null) {
    found.push({ after: wire + retransmission, by: 'tcpRetransmission' });
  }
  const kernel = latest(timer(prediction, 'tcpKeepAlive', 'server'));
  if (kernel !== null && (wire === null || kernel <= wire)) {
    found.push({ after: kernelKeepalive(tcp) ?? kernel, by: 'tcpKeepAlive' });
  }
  return found.sort((a, b) => a.after - b.after)[0];
}

function kernelKeepalive(tcp: TcpSettings | undefined): number | undefined {
  if (tcp?.idle === undefined) return undefined;
  return tcp.idle + (tcp.interval ?? 75) * (tcp.probes ?? 9);
}

function verdictOf(
  prediction: Prediction,
  noticed: Noticing | undefined,
  server: EffectiveConfig,
  tcp: TcpSettings | undefined,
): VerdictId {
  const value = (keyword: string) => server.values.get(keyword)?.[0]?.value;
  const alive = Number(value('clientaliveinterval') ?? 0) > 0;
  if (noticed === undefined) return 'never';
  if (isForgotten(prediction, value('tcpkeepalive') === 'yes' ? tcp?.idle : undefined)) return 'path-forgets';
  if (alive && value('clientalivecountmax') === '0' && prediction.keepalive.server.wire === null) return 'cuts-healthy';
  if (noticed.by === 'tcpKeepAlive' && noticed.after > slowFrom) return 'tcp-only';
  return noticed.after > slowFrom ? 'slow' : 'noticed';
}

/** Nothing moves on an idle connection for as long as the path remembers it. */
function isForgotten({ idlePacketPeriod, pathSeconds }: Prediction, kernelIdle = Number.POSITIVE_INFINITY): boolean {
  if (pathSeconds === undefined) return false;
  return Math.min(idlePacketPeriod ?? Number.POSITIVE_INFINITY, kernelIdle) >= pathSeconds;
}

function timer({ timers }: Prediction, id: string, closedBy: 'client' | 'server'): Fires {
  return timers.find((each) => each.id === id && each.closedBy === closedBy)?.fires ?? 'never';
}

function latest(fires: Fires): number | null {
  return typeof fires === 'object' ? fires.latest : null;
}

/** Directives whose values the report counts, in its order. */
const counted = [
  'ClientAliveInterval',
  'ClientAliveCountMax',
  'TCPKeepAlive',
  'ChannelTimeout',
  'UnusedConnectionTimeout',
  'LoginGraceTime',
  'MaxStartups',
  'PerSourceMaxStartups',
  'MaxSessions',
  'MaxAuthTries',
  'RekeyLimit',
] as const;

function settingsOf(server: EffectiveConfig): Judgement['settings'] {
  return counted.flatMap((name) => {
    const values = server.values.get(name.toLowerCase())?.map(({ value }) => value);
    return values ? [[name, values.join(' ')] as const] : [];
  });
}

/** Profiles are counted by their controls, and the path has a verdict of its own. */
const fleetRules = dumpRules().filter(({ id }) => id !== 'profile-value' && id !== 'interval-exceeds-path');

function findingsIn(
  dialect: Dialect,
  text: string,
  version: OpenSshVersion,
  settings: Settings,
): readonly FleetFinding[] {
  const snapshot = dumpSnapshot({ uri: `fleet:/${dialect}`, dialect, text }, version, settings, {});
  return runTheseRules(fleetRules, snapshot).map(({ rule, severity, message }) => ({ rule, severity, message }));
}

function deviationsFrom(
  profile: ComplianceProfile,
  server: EffectiveConfig,
  client: EffectiveConfig | undefined,
): readonly Deviation[] {
  return profile.requirements.flatMap((requirement) => {
    const { control, directive, dialect } = requirement;
    const effective = dialect === 'server' ? server : client;
    if (!effective || !isKnownTo(effective.version, requirement)) return [];
    if (fulfils(effective, requirement) !== false) return [];
    const name = findDirective(dialect, directive)?.name ?? directive;
    return [{ profile: profile.id, control, directive: name, asked: askedFor(profile, requirement) }];
  });
}
