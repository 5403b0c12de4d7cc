import { findDirective } from '../knowledge/directives.ts';
import { otherBuilds } from '../knowledge/otherBuilds.ts';
import { clientErrors } from '../resolve/client/resolveClient.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ConfigError } from '../resolve/effectiveConfig.ts';
import { serverErrors } from '../resolve/server/resolveServer.ts';
import type { Snapshot } from '../snapshot.ts';
import { lineIndexAt } from '../syntax/configFile.ts';
import { configErrorMessage } from './configErrorMessage.ts';
import { type Entry, entryAt } from './document.ts';
import type { Report, Severity } from './rule.ts';

const errorsByGraph = new WeakMap<ConfigGraph, readonly ConfigError[]>();

/** Faults of the document's own lines, once each, in every configuration that reads it. */
export function errorsOf(snapshot: Snapshot): readonly ConfigError[] {
  const found = new Map<string, ConfigError>();
  for (const graph of snapshot.graphs) {
    const errors = errorsByGraph.get(graph) ?? (graph.dialect === 'client' ? clientErrors(graph) : serverErrors(graph));
    errorsByGraph.set(graph, errors);
    for (const error of errors) {
      if (error.uri !== snapshot.uri) continue;
      const key = `${error.span.start} ${error.span.end} ${error.code}`;
      // One configuration may pass over what another refuses (IgnoreUnknown): the milder reading counts.
      const known = found.get(key);
      if (known === undefined || (known.refused && !error.refused)) found.set(key, error);
    }
  }
  return [...found.values()];
}

/** Where OpenSSH refuses the file it is an error; where it passes over the line, a warning. */
export function severityOf(error: ConfigError): Severity {
  return error.refused ? 'error' : 'warning';
}

/** The plain report of a fault. */
export function reportOf(error: ConfigError): Report {
  return { span: error.span, message: configErrorMessage(error), severity: severityOf(error) };
}

/** The line of a fault. */
export function entryOfError(snapshot: Snapshot, error: ConfigError): Entry | undefined {
  return (
    entryAt(snapshot.file, lineIndexAt(snapshot.file, error.span.start)) ?? entryAt(snapshot.file, error.lineIndex)
  );
}

/** Why a keyword is not known: decides which rule speaks of it. */
export type UnknownKind = 'unknown' | 'other-dialect' | 'other-version' | 'other-vendor';

export function kindOfUnknown(error: ConfigError, snapshot: Snapshot): UnknownKind {
  const keyword = error.data['keyword'] ?? '';
  const own = findDirective(snapshot.dialect, keyword);
  const other = snapshot.dialect === 'client' ? 'server' : 'client';
  if (otherBuilds(snapshot.dialect, keyword) !== undefined) return 'other-vendor';
  if (own === undefined) return findDirective(other, keyword) === undefined ? 'unknown' : 'other-dialect';
  return own.status === 'distro-only' ? 'other-vendor' : 'other-version';
}
