import * as l10n from '@vscode/l10n';
import { findDirective } from '../knowledge/directives.ts';
import type { EffectiveConfig, LineOrigin } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { configErrorMessage } from './configErrorMessage.ts';
import { allConnections, placesOf } from './connections.ts';
import { originOf } from './document.ts';
import { entryOfError } from './errors.ts';
import { replacing } from './fixes.ts';
import { namesOf } from './keywordIndex.ts';
import type { Report, Severity } from './rule.ts';

/** Expanded only when ssh connects, so that `ssh -G` still prints them. */
const expandedLate = ['ProxyCommand', 'IdentityFile', 'CertificateFile'] as const;

/** `%%` is one of them; a percent sign at the end is half of one. */
const tokens = /%.?/gsu;

interface Strange {
  readonly token: string;
  readonly line: LineOrigin;
  readonly severity: Severity;
}

/** Percent tokens that stand for nothing, in lines that are in effect: ssh ends when it comes to expand them. */
export function* strangeTokens(snapshot: Snapshot): Iterable<Report> {
  const seen = new Set<number>();
  for (const { token, line, severity } of allConnections(snapshot).flatMap(({ effective }) => [
    ...refused(snapshot, effective),
    ...expandedWhenConnecting(snapshot, effective),
  ])) {
    if (seen.has(line.lineIndex)) continue;
    seen.add(line.lineIndex);
    for (const { entry } of placesOf(snapshot, line)) {
      const written = snapshot.file.text.slice(entry.span.start, entry.span.end);
      const at = [...written.matchAll(tokens)].find(([one]) => one === token)?.index;
      if (at === undefined) continue;
      const span = { start: entry.span.start + at, end: entry.span.start + at + token.length };
      yield {
        span,
        severity,
        message: configErrorMessage({ code: 'invalid-token', data: { name: token } }),
        fixes: [replacing(snapshot, span, `%${token}`, l10n.t('Change to {0}', `%${token}`), false)],
      };
    }
  }
}

function refused(snapshot: Snapshot, { errors }: EffectiveConfig): readonly Strange[] {
  return errors.flatMap((error) => {
    const entry = error.code === 'invalid-token' && error.uri === snapshot.uri && entryOfError(snapshot, error);
    const token = error.data['name'];
    return entry && token ? [{ token, line: originOf(snapshot, entry), severity: 'error' as const }] : [];
  });
}

function* expandedWhenConnecting({ uri, file, dialect }: Snapshot, effective: EffectiveConfig): Iterable<Strange> {
  if (dialect === 'server') return;
  const present = namesOf(file);
  for (const name of expandedLate) {
    if (!present.has(name)) continue;
    const known = findDirective(dialect, name)?.tokens ?? [];
    for (const { value, from, certainty } of effective.values.get(name.toLowerCase()) ?? []) {
      if (from.kind !== 'line' || from.uri !== uri || certainty !== 'certain' || !value.includes('%')) continue;
      const token = value.match(tokens)?.find((one) => !known.includes(one));
      if (token !== undefined) yield { token, line: from, severity: 'warning' };
    }
  }
}
