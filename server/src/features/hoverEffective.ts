import * as l10n from '@vscode/l10n';
import type { Directive } from '../knowledge/directive.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import type { EffectiveConfig, EffectiveValue } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import type { Subject } from '../resolve/subjects.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { escapeMarkdown, inlineCode } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { fileName, originLink, provenanceLink } from './provenance.ts';
import { refusal } from './refusal.ts';
import { subjectOfLine } from './subjectOfLine.ts';

/** Values that accumulate are shown up to this many. */
const shownValues = 6;

/** The value in effect for the connection that the line is about, in each configuration that reads the file. */
export function hoverEffective(
  snapshot: Snapshot,
  lineIndex: number,
  directive: Directive,
  options: FeatureOptions,
): string {
  if (directive.repetition === 'section' || directive.repetition === 'n/a') return '';
  const subject = subjectOfLine(snapshot, lineIndex);
  const several = snapshot.graphs.length > 1;
  const parts = snapshot.graphs.map((graph) => {
    const effective = effectiveFor(graph, subject);
    const lines = effectiveLines(snapshot, lineIndex, directive, effective, options);
    const refused = refusal(snapshot, effective);
    if (refused) lines.push(`⚠ ${escapeMarkdown(refused)}`);
    if (lines.length === 0) return '';
    const where = several ? ` (${inlineCode(rootName(graph))})` : '';
    return l10n.t('{0}: {1}', `**${subjectName(subject)}**${where}`, lines.join('  \n'));
  });
  const alone = isAlone(snapshot)
    ? l10n.t('No configuration that was found includes this file: it is judged alone.')
    : '';
  return [...parts, parts.some((part) => part !== '') ? alone : ''].filter((part) => part !== '').join('\n\n');
}

/** Markdown: who the value is for. */
export function subjectName(subject: Subject): string {
  if (subject.kind === 'any') {
    return subject.dialect === 'client'
      ? l10n.t('In effect for a host that no line names')
      : l10n.t('In effect for a login that no Match line is about');
  }
  const name = inlineCode(subject.label);
  return subject.kind === 'named' ? l10n.t('In effect for {0}', name) : l10n.t('In effect for, say, {0}', name);
}

function rootName(graph: ConfigGraph): string {
  return graph.roots.map((root) => fileName(root.uri)).join(' + ');
}

/** A fragment by name that stands alone, as no root was found that reads it. */
function isAlone(snapshot: Snapshot): boolean {
  const [graph] = snapshot.graphs;
  const own = graph.roots.length === 1 && graph.roots[0]?.uri === snapshot.uri;
  return own && /\.d\/[^/]+$|\.conf$/.test(snapshot.uri);
}

function effectiveLines(
  snapshot: Snapshot,
  lineIndex: number,
  directive: Directive,
  effective: EffectiveConfig,
  options: FeatureOptions,
): string[] {
  const values = effective.values.get(directive.name.toLowerCase()) ?? [];
  if (values.length === 0) {
    return effective.unsourced.includes(directive.name.toLowerCase())
      ? [l10n.t('not known: the default of OpenSSH {0} has no source', formatVersion(effective.version))]
      : [];
  }
  const lines = values.slice(0, shownValues).map((value) => describe(snapshot, lineIndex, value, options));
  if (values.length > shownValues) lines.push(l10n.t('… and {0} more', values.length - shownValues));
  return lines;
}

function describe(snapshot: Snapshot, lineIndex: number, value: EffectiveValue, options: FeatureOptions): string {
  const here = (origin: { uri: string; lineIndex: number }) =>
    origin.uri === snapshot.uri && origin.lineIndex === lineIndex;
  const { from } = value;
  const parts: string[] = [];
  const shown = inlineCode(value.value);
  const origin = provenanceLink(from, snapshot, options);
  if (from.kind === 'line' && here(from)) parts.push(l10n.t('{0}, by this line', shown));
  else if (value.overruled.some(here)) parts.push(l10n.t('{0}, by {1}, which overrules this line', shown, origin));
  else parts.push(l10n.t('{0}, by {1}', shown, origin));
  const others = value.overruled.filter((origin) => !here(origin));
  if (others.length > 0) {
    const links = others.slice(0, 4).map((origin) => originLink(origin, snapshot, options));
    parts.push(l10n.t('overrules {0}', links.join(l10n.t(', ')) + (others.length > 4 ? ' …' : '')));
  }
  for (const alternative of (value.certainty === 'depends' ? (value.alternatives ?? []) : []).slice(0, 3)) {
    const decider = originLink(alternative.decidedBy, snapshot, options);
    parts.push(l10n.t('but {0} if {1} turns out otherwise', inlineCode(alternative.value), decider));
  }
  if (value.certainty === 'depends' && !value.alternatives?.length)
    parts.push(l10n.t('depends on what only a run can tell'));
  if (value.applied) {
    const running = inlineCode(value.applied.value);
    const source = provenanceLink(value.applied.from, snapshot, options);
    parts.push(l10n.t('yet this version prints it without applying it: what runs is {0}, by {1}', running, source));
  }
  return parts.join(l10n.t('; '));
}
