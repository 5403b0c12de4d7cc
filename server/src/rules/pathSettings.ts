import * as l10n from '@vscode/l10n';
import { findPathProfile } from '../knowledge/pathProfiles.ts';
import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { matchHostPatterns } from '../values/patternList.ts';

/** What lies before a host, as the settings have it. */
export interface KnownPath {
  readonly seconds: number;
  readonly label: string;
}

/** The idle limit of the first path setting that fits the connection; undefined where none does or has a figure. */
export function pathOf(snapshot: Snapshot, subject: Subject): KnownPath | undefined {
  const host = subject.dialect === 'client' ? subject.target.host : 'any-client.invalid';
  for (const [pattern, path] of Object.entries(snapshot.settings.path)) {
    if (!matchHostPatterns(host, pattern.split(/[\s,]+/))) continue;
    if (typeof path === 'number') return { seconds: path, label: l10n.t('the path') };
    const profile = findPathProfile(path);
    if (profile?.idleSeconds === undefined || profile.ignoresProbes === true) return undefined;
    return { seconds: profile.idleSeconds, label: profile.label };
  }
  return undefined;
}

/** What is in effect on the server that the settings pair with a client's host. */
export function serverOf(snapshot: Snapshot, subject: Subject): EffectiveConfig | undefined {
  if (subject.dialect !== 'client') return undefined;
  for (const [pattern, file] of Object.entries(snapshot.settings.servers)) {
    const graph = snapshot.serverGraphs.get(file);
    if (graph === undefined || !matchHostPatterns(subject.target.host, pattern.split(/[\s,]+/))) continue;
    const peer = subject.target.user === undefined ? {} : { user: subject.target.user };
    return effectiveFor(graph, { dialect: 'server', kind: 'named', label: '', peer });
  }
  return undefined;
}
