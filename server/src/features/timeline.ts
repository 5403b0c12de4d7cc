import * as l10n from '@vscode/l10n';
import { pictureOf } from '../picture/pictureOf.ts';
import { situationTitle } from '../picture/situationTitle.ts';
import type { HostArgument, TimelineQuestion, TimelineView } from '../protocol.ts';
import type { ConfigGraph } from '../resolve/configGraph.ts';
import { effectiveFor } from '../resolve/effectiveFor.ts';
import { globalSubject, hostSubject, namedSubjects, type Subject } from '../resolve/subjects.ts';
import { withVersion } from '../resolve/withVersion.ts';
import type { Snapshot } from '../snapshot.ts';
import { advise } from '../timeouts/advice.ts';
import { contextOf, type PredictInput, predict } from '../timeouts/model.ts';
import { tellingSituation } from '../timeouts/timeline.ts';
import { type SituationId, situationIds } from '../timeouts/timer.ts';
import { formatVersion, parseVersion } from '../values/openSshVersion.ts';
import { becauseSource } from './becauseSource.ts';
import type { FeatureOptions } from './featureOptions.ts';
import { measuredEnds } from './measured.ts';
import { predictionInput } from './prediction.ts';
import { refusal } from './refusal.ts';
import { controlIdOf, timelineControls } from './timelineControls.ts';

/** The picture of a connection, and what can be tried on it. The same model answers for what is and for what if. */
export function provideTimeline(
  snapshot: Snapshot,
  question: TimelineQuestion,
  options: FeatureOptions,
): TimelineView | null {
  const subject = subjectOf(snapshot, question);
  if (!subject) return null;
  const [graph] = snapshot.graphs;
  const base = predictionInput(snapshot, graph, subject);
  const input = withWhatIf(snapshot, graph, subject, base, question.whatIf ?? {});
  const open = predict(input);
  const situation = situationIds.find((id) => id === question.situation) ?? tellingSituation(open);
  const known = open.situations.some(({ id }) => id === situation) ? situation : 'dead-idle';
  const refused = refusal(snapshot, effectiveFor(graph, subject));
  return {
    title: titleOf(subject),
    picture: pictureOf(predict({ ...input, situation: known }), {
      situation: known,
      sourceOf: (because) => becauseSource(because, snapshot, options),
      measured: subject.dialect === 'client' ? measuredEnds(snapshot, subject.target.host) : [],
      versions: { client: formatVersion(input.clientVersion), server: formatVersion(input.serverVersion) },
    }),
    situations: open.situations.map(({ id }) => ({ id, title: situationTitle(id), group: groupOf(id) })),
    assumptions: open.assumptions,
    controls: timelineControls(base, input, (because) => becauseSource(because, snapshot, options)),
    advice: advise(contextOf(input)).flatMap(({ dialect, directive, value, why }) => {
      const id = controlIdOf(dialect, directive);
      return [{ text: `${directive} ${value}`, why, whatIf: id === undefined ? {} : { [id]: value } }];
    }),
    ...(refused ? { refusal: refused } : {}),
  };
}

/** The connection that a question is about; undefined where its Match line is gone. */
export function subjectOf(snapshot: Snapshot, { host, block }: HostArgument): Subject | undefined {
  if (block !== undefined) {
    return namedSubjects(snapshot.file).find(({ blockLine }) => snapshot.file.lines[blockLine]?.text.trim() === block);
  }
  if (snapshot.dialect === 'server' || host === '') return globalSubject(snapshot.file);
  return namedSubjects(snapshot.file).find((subject) => hostOf(subject) === host) ?? hostSubject(host);
}

function hostOf(subject: Subject): string | undefined {
  return subject.dialect === 'client' && subject.label === subject.target.host ? subject.target.host : undefined;
}

function titleOf(subject: Subject): string {
  if (subject.label !== '') return subject.label;
  return subject.dialect === 'server' ? 'sshd' : l10n.t('any other host');
}

function groupOf(id: SituationId): string {
  return id.startsWith('connect-') ? l10n.t('While connecting') : l10n.t('Once connected');
}

/** The input with what is tried in place of what is. Another release also has other defaults. */
export function withWhatIf(
  snapshot: Snapshot,
  graph: ConfigGraph,
  subject: Subject,
  base: PredictInput,
  whatIf: NonNullable<TimelineQuestion['whatIf']>,
): PredictInput {
  const own = parseVersion(whatIf[subject.dialect === 'client' ? 'clientVersion' : 'serverVersion'] ?? '');
  const input = own ? predictionInput(snapshot, withVersion(graph, own), subject) : base;
  const clientVersion = parseVersion(whatIf['clientVersion'] ?? '');
  const serverVersion = parseVersion(whatIf['serverVersion'] ?? '');
  const path = whatIf['path'];
  const overrides = (values: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return {
    ...input,
    ...(clientVersion ? { clientVersion } : {}),
    ...(serverVersion ? { serverVersion } : {}),
    ...(path === undefined
      ? {}
      : {
          path: path === '' ? undefined : /^\d+$/.test(path) ? Number(path) : path,
          pathBecause: { kind: 'option', text: l10n.t('path {0}', path) },
        }),
    overrides: {
      client: overrides({ serveraliveinterval: whatIf['clientInterval'], serveralivecountmax: whatIf['clientCount'] }),
      server: overrides({ clientaliveinterval: whatIf['serverInterval'], clientalivecountmax: whatIf['serverCount'] }),
    },
  };
}
