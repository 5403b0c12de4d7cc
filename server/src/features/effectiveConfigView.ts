import * as l10n from '@vscode/l10n';
import { directivesOf } from '../knowledge/directives.ts';
import type { EffectiveConfigView } from '../protocol.ts';
import type { EffectiveValue, LineOrigin, Provenance } from '../resolve/effectiveConfig.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { globalSubject, hostSubject } from '../resolve/subjects.ts';
import { configErrorMessage } from '../rules/configErrorMessage.ts';
import type { Snapshot } from '../snapshot.ts';
import { formatVersion } from '../values/openSshVersion.ts';
import { showControls } from './escapeMarkdown.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { predictionFor } from './prediction.ts';
import { editorLine, fileName } from './provenance.ts';

type Link = EffectiveConfigView['links'][number];

/** Comments start at this column where the value leaves room. */
const commentColumn = 44;

/**
 * A read-only document in the syntax of the configuration itself: every value that OpenSSH will use for the host (or,
 * in a server's file, for a login that no Match line is about), with the line that it comes from.
 */
export function provideEffectiveConfigView(
  snapshot: Snapshot,
  host: string,
  options: FeatureOptions,
): EffectiveConfigView {
  const subject = snapshot.dialect === 'client' && host !== '' ? hostSubject(host) : globalSubject(snapshot.file);
  const [graph] = snapshot.graphs;
  const effective = effectiveFor(graph, subject);
  const writer = createWriter(snapshot, options);
  const version = formatVersion(effective.version);
  writer.comment(
    host === ''
      ? l10n.t('What sshd {0} will use for a login that no Match line is about, and why', version)
      : l10n.t('What ssh {0} will use for {1}, and why', version, host),
  );
  for (const root of graph.roots) writer.comment(l10n.t('read from {0}', root.uri));
  writer.comment(predictionFor(snapshot, graph, subject).verdict.text);
  for (const { criterion, line } of effective.undecided) {
    writer.origin(`# ${l10n.t('not known, taken as no match: {0}', criterion)}`, line);
  }
  for (const error of effective.errors.filter(({ refused }) => refused)) {
    writer.origin(`# ${l10n.t('OpenSSH refuses this configuration: {0}', configErrorMessage(error))}`, error);
  }
  const names = new Map(directivesOf(snapshot.dialect).map(({ name }) => [name.toLowerCase(), name]));
  const entries = [...effective.values].flatMap(([keyword, values]) =>
    values.map((value) => ({ name: names.get(keyword) ?? keyword, value })),
  );
  const isSet = ({ value }: { value: EffectiveValue }) => value.from.kind !== 'default';
  writer.blank();
  for (const entry of entries.filter(isSet)) writer.value(entry.name, entry.value);
  writer.blank();
  writer.comment(l10n.t('Defaults'));
  for (const entry of entries.filter((each) => !isSet(each))) writer.value(entry.name, entry.value);
  return writer.view();
}

function createWriter(snapshot: Snapshot, options: FeatureOptions) {
  const lines: string[] = [];
  const links: Link[] = [];

  function link(origin: Pick<LineOrigin, 'uri' | 'lineIndex'>, before: string): string {
    const targetLine = editorLine(snapshot, origin);
    const label = `${fileName(origin.uri)}:${targetLine + 1}`;
    links.push({
      line: lines.length,
      start: before.length,
      end: before.length + label.length,
      uri: options.clientUri(origin.uri),
      targetLine,
    });
    return before + label;
  }

  function reason(from: Provenance, before: string): string {
    if (from.kind === 'line') return link(from, before);
    if (from.kind === 'option') return before + from.text;
    return before + (from.note ?? l10n.t('default'));
  }

  return {
    blank: () => lines.push(''),
    comment: (text: string) => lines.push(`# ${showControls(text)}`),
    origin: (text: string, origin: Pick<LineOrigin, 'uri' | 'lineIndex'>) =>
      lines.push(link(origin, `${showControls(text)}  `)),
    value(name: string, value: EffectiveValue) {
      const written = showControls(`${name} ${value.value}`.trimEnd());
      let text = reason(value.from, `${written.padEnd(commentColumn)}  # `);
      for (const origin of value.overruled) text = link(origin, `${text}${l10n.t(', overrules')} `);
      if (value.certainty === 'depends') text += l10n.t(', depends on what only a run can tell');
      if (value.applied) text = reason(value.applied.from, `${text}${l10n.t(', but {0} runs:', value.applied.value)} `);
      lines.push(text);
    },
    view: (): EffectiveConfigView => ({ text: `${lines.join('\n')}\n`, links }),
  };
}
