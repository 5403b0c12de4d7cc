import * as l10n from '@vscode/l10n';
import { availability, sinceOf } from '../knowledge/availability.ts';
import { defaultFor } from '../knowledge/defaults.ts';
import type { Directive } from '../knowledge/directive.ts';
import { canonicalDirective } from '../knowledge/directives.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import type { Texts } from './directiveText.ts';
import { escapeMarkdown, inlineCode } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import type { HoverPlace } from './hover.ts';
import { hoverEffective } from './hoverEffective.ts';
import { hoverTimer } from './hoverTimer.ts';
import { valueMeaning } from './valueMeaning.ts';
import { valueTypeLabel } from './valueTypeLabel.ts';

/** A directive: what it does in a line, what is in effect here and what follows from it, then all the rest. */
export function hoverDirective(
  snapshot: Snapshot,
  place: HoverPlace,
  directive: Directive,
  options: FeatureOptions,
  texts: Texts,
): string {
  const row = canonicalDirective(snapshot.dialect, directive.name) ?? directive;
  const text = texts.directive(place.line.keyword.value);
  const facts = [valueTypeLabel(row), ...ages(directive, place.line.keyword.value, snapshot)];
  const parts = [
    `**${directive.name}** — ${facts.map(escapeMarkdown).join(' · ')}`,
    row === directive ? '' : l10n.t('Another name of {0}.', `**${row.name}**`),
    text?.summary ?? '',
    hoverEffective(snapshot, place.lineIndex, row, options),
    row.aboutTime ? hoverTimer(snapshot, place.lineIndex, row, options) : '',
    defaultLine(row, snapshot),
    text?.details ?? '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function ages(directive: Directive, keyword: string, { version }: Snapshot): string[] {
  const name = formatVersion(version);
  const state = availability(directive, version, keyword);
  const since = sinceOf(directive, keyword);
  const known = since.startsWith('<') ? [] : [l10n.t('since OpenSSH {0}', since)];
  switch (state.kind) {
    case 'known':
      return known;
    case 'deprecated':
      return [...known, l10n.t('deprecated: OpenSSH {0} ignores it', name)];
    case 'unsupported':
      return [...known, l10n.t('OpenSSH {0} takes the line and does nothing', name)];
    case 'not-yet':
      return [l10n.t('only since OpenSSH {0}; {1} refuses it', state.since, name)];
    case 'removed':
      return [...known, l10n.t('removed in OpenSSH {0}', state.removedIn)];
    case 'absent':
      return [...known, l10n.t('not in OpenSSH {0}', name)];
    case 'other-vendor':
      return [l10n.t('only in the builds of {0}', state.distribution)];
  }
}

function defaultLine(row: Directive, { version, versionSource, dialect }: Snapshot): string {
  const value = defaultFor(row, version);
  if (value === undefined) return '';
  const meaning = valueMeaning(dialect, row, value, 0, version);
  const name = formatVersion(version);
  const source = {
    machine: l10n.t('OpenSSH {0}, this machine’s', name),
    setting: l10n.t('OpenSSH {0}, as set', name),
    newest: l10n.t('OpenSSH {0}, assumed: the newest known', name),
  }[versionSource];
  const explained = meaning === undefined ? '' : ` (${escapeMarkdown(meaning)})`;
  return l10n.t('{0}: {1}', l10n.t('Default'), `${inlineCode(value)}${explained} — ${source}`);
}
