import * as l10n from '@vscode/l10n';
import { type PathProfile, pathProfiles } from '../knowledge/pathProfiles.ts';
import type { Source } from '../picture/picture.ts';
import type { TimelineControl } from '../protocol.ts';
import type { Setting } from '../timeouts/context.ts';
import { duration } from '../timeouts/format.ts';
import { clientKeepalive, serverKeepalive } from '../timeouts/keepalive.ts';
import { contextOf, type PredictInput } from '../timeouts/model.ts';
import type { Because } from '../timeouts/timer.ts';
import { atLeast, formatVersion, type OpenSshVersion, parseVersion } from '../values/openSshVersion.ts';

type Choice = TimelineControl['choices'][number];

const intervals = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 450, 600, 900, 1200, 1800, 3600];
const counts = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30];
const paths = [10, 30, 60, 120, 180, 240, 300, 350, 600, 900, 1200, 1800, 3600, 7200, 14400, 43200, 86400, 432000];
/** Releases that differ in what keepalives do, the newest first, and those that systems ship. */
const releases = ['10.5', '10.2', '10.0', '9.9', '9.8', '9.6', '9.5', '9.4', '9.2', '9.1', '8.9', '8.4', '8.2', '8.0'];

/** Which directive a control stands for. */
export const controlDirectives = {
  clientInterval: { dialect: 'client', directive: 'ServerAliveInterval' },
  clientCount: { dialect: 'client', directive: 'ServerAliveCountMax' },
  serverInterval: { dialect: 'server', directive: 'ClientAliveInterval' },
  serverCount: { dialect: 'server', directive: 'ClientAliveCountMax' },
} as const;

export function controlIdOf(dialect: 'client' | 'server', directive: string): string | undefined {
  const found = Object.entries(controlDirectives).find(
    ([, each]) => each.dialect === dialect && each.directive === directive,
  );
  return found?.[0];
}

/** What can be tried: intervals, counts and releases of both sides, and the path. */
export function timelineControls(
  base: PredictInput,
  input: PredictInput,
  sourceOf: (because: Because) => Source,
): readonly TimelineControl[] {
  const before = contextOf(base);
  const now = contextOf(input);
  const keepalives = {
    client: { before: clientKeepalive(before.client), now: clientKeepalive(now.client) },
    server: { before: serverKeepalive(before.server), now: serverKeepalive(now.server) },
  };
  const slider = (side: 'client' | 'server', what: 'interval' | 'count'): TimelineControl => {
    const { before: was, now: is } = keepalives[side];
    const setting: Setting = what === 'interval' ? was.interval : was.countMax;
    const baseValue = String(what === 'interval' ? was.seconds : was.count);
    const value = String(what === 'interval' ? is.seconds : is.count);
    const id = `${side}${what === 'interval' ? 'Interval' : 'Count'}` as keyof typeof controlDirectives;
    const steps = what === 'interval' ? intervals : counts;
    return {
      id,
      side,
      kind: 'slider',
      label: controlDirectives[id].directive,
      value,
      base: baseValue,
      choices: withValues(steps, [baseValue, value]).map((number) => ({
        value: String(number),
        text: what === 'interval' ? (number === 0 ? l10n.t('off') : duration(number)) : String(number),
      })),
      source: sourceOf(setting.because),
    };
  };
  const version = (side: 'client' | 'server'): TimelineControl => {
    const was = formatVersion(before[side].version);
    const is = formatVersion(now[side].version);
    return {
      id: `${side}Version`,
      side,
      kind: 'choice',
      label: side === 'client' ? l10n.t('ssh release') : l10n.t('sshd release'),
      value: is,
      base: was,
      choices: versionChoices([was, is]),
      source: { text: l10n.t('OpenSSH {0}', was) },
    };
  };
  return [
    slider('client', 'interval'),
    slider('client', 'count'),
    version('client'),
    pathControl(before.path, now.path, base, input, sourceOf),
    slider('server', 'interval'),
    slider('server', 'count'),
    version('server'),
  ];
}

function withValues(steps: readonly number[], values: readonly string[]): readonly number[] {
  return [...new Set([...steps, ...values.map(Number)])].toSorted((a, b) => a - b);
}

function versionChoices(own: readonly string[]): readonly Choice[] {
  const all = [...new Set([...own, ...releases])].flatMap((text) => {
    const version = parseVersion(text);
    return version ? [{ text, version }] : [];
  });
  const newerFirst = (a: OpenSshVersion, b: OpenSshVersion) =>
    atLeast(a, `${b.major}.${b.minor}`) ? (atLeast(b, `${a.major}.${a.minor}`) ? 0 : -1) : 1;
  return all
    .toSorted((a, b) => newerFirst(a.version, b.version))
    .map(({ text, version }) => ({ value: text, text: version.vendor === 'debian' ? `${text} (Debian)` : text }));
}

type Path = ReturnType<typeof contextOf>['path'];

function pathControl(
  before: Path,
  now: Path,
  base: PredictInput,
  input: PredictInput,
  sourceOf: (because: Because) => Source,
): TimelineControl {
  const seconds = (path: Path) => (path.seconds === undefined ? '' : String(path.seconds));
  const own = [seconds(before), seconds(now)].filter((value) => value !== '');
  const [because] = before.because;
  return {
    id: 'path',
    side: 'path',
    kind: 'slider',
    label: l10n.t('Forgets after'),
    value: seconds(now),
    base: seconds(before),
    choices: [
      { value: '', text: l10n.t('not known') },
      ...withValues(paths, own).map((number) => ({ value: String(number), text: duration(number) })),
    ],
    source: because ? sourceOf(because) : { text: l10n.t('nothing is set for this host') },
    presets: {
      value: typeof input.path === 'string' ? input.path : '',
      base: typeof base.path === 'string' ? base.path : '',
      choices: (pathProfiles as readonly PathProfile[]).flatMap(({ id, label, idleSeconds }) =>
        idleSeconds === undefined ? [] : [{ value: id, text: `${label} (${duration(idleSeconds)})` }],
      ),
    },
  };
}
