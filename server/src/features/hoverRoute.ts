import * as l10n from '@vscode/l10n';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { ClientTarget } from '../resolve/effectiveConfig.ts';
import type { Snapshot } from '../snapshot.ts';
import { lineIndexAt } from '../syntax/configFile.ts';
import { escapeMarkdown, inlineCode, lineLink } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileOf } from './fileOf.ts';
import { jumpRoute, type Station } from './jumpRoute.ts';
import { labelled } from './labelled.ts';
import { mentionsOf } from './mentions.ts';
import { editorLine } from './provenance.ts';

/** Markdown: the machines that a connection goes through, each a link to its Host line; empty without a jump. */
export function hoverRoute(
  snapshot: Snapshot,
  graph: ConfigGraph,
  target: ClientTarget,
  options: FeatureOptions,
): string {
  const { stations, loops } = jumpRoute(graph, target);
  if (loops) {
    return `⚠ ${l10n.t('The chain of jumps to {0} comes back to a host it has passed: ssh never gets there.', inlineCode(target.host))}`;
  }
  if (stations.length < 2) return '';
  const way = stations.map((station) => shown(snapshot, station, options)).join(' → ');
  return labelled(l10n.t('Way'), `${l10n.t('you')} → ${way}`);
}

function shown(snapshot: Snapshot, { name, hostName, port, user }: Station, options: FeatureOptions): string {
  const address = `${user === undefined ? '' : `${user}@`}${hostName === name && port === '22' ? '' : hostName}`;
  const detail = `${address.replace(/@$/, '')}${port === '22' ? '' : `:${port}`}`;
  const label = linked(snapshot, name, options);
  return detail === '' ? label : `${label} (${escapeMarkdown(detail)})`;
}

function linked(snapshot: Snapshot, name: string, options: FeatureOptions): string {
  const line = mentionsOf(snapshot, { kind: 'host', name }).find(({ role }) => role === 'names');
  const file = line && fileOf(snapshot, line.uri);
  if (!line || !file) return escapeMarkdown(name);
  const lineIndex = lineIndexAt(file, line.span.start);
  return lineLink(name, options.clientUri(line.uri), editorLine(snapshot, { uri: line.uri, lineIndex }));
}
