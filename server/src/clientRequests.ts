import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Answering } from './answering.ts';
import { provideEffectiveConfigView } from './features/effectiveConfigView.ts';
import { provideHosts } from './features/hosts.ts';
import { type KeepaliveQuestion, provideKeepalivePlan } from './features/keepalivePlan.ts';
import { provideRulePage } from './features/rulePage.ts';
import { provideTimeline } from './features/timeline.ts';
import { provideTimelineChanges } from './features/timelineChanges.ts';
import { type DropQuestion, provideWhyDropped } from './features/whyDropped.ts';
import {
  dialectRequest,
  effectiveConfigRequest,
  type HostArgument,
  hostsRequest,
  keepalivePlanRequest,
  rulePageRequest,
  type TimelineQuestion,
  timelineChangesRequest,
  timelineRequest,
  type UriParams,
  whyDroppedRequest,
} from './protocol.ts';
import { detectDialect } from './resolve/detectDialect.ts';
import { allRules } from './rules/allRules.ts';

interface DialectQuestion extends UriParams {
  readonly languageId: string;
  readonly text: string;
}

/** Answers the questions of protocol.ts, which only our own client asks. */
export function answerClient(connection: Connection, answering: Answering): void {
  const { feature, safely, workspace, options, ruleTexts, loadPython } = answering;
  connection.onRequest(effectiveConfigRequest, ({ uri, host }: HostArgument, token: CancellationToken) =>
    feature('effective config', token, uri, null, (s) => provideEffectiveConfigView(s, host, options)),
  );
  connection.onRequest(hostsRequest, ({ uri }: UriParams, token: CancellationToken) =>
    feature('hosts', token, uri, [], (s) => provideHosts(s)),
  );
  connection.onRequest(keepalivePlanRequest, (question: KeepaliveQuestion & UriParams, token: CancellationToken) => {
    // The test reads the files as they are now.
    workspace.filesChanged();
    return feature<unknown>('keepalive plan', token, question.uri, null, (s) => provideKeepalivePlan(s, question));
  });
  connection.onRequest(timelineRequest, (question: TimelineQuestion, token: CancellationToken) =>
    feature<unknown>('timeline', token, question.uri, null, (s) => provideTimeline(s, question, options)),
  );
  connection.onRequest(timelineChangesRequest, (question: TimelineQuestion, token: CancellationToken) =>
    feature<unknown>('timeline changes', token, question.uri, null, (s) =>
      provideTimelineChanges(s, question, options),
    ),
  );
  connection.onRequest(dialectRequest, (question: DialectQuestion, token: CancellationToken) =>
    safely.answer<string | null>('dialect', token, null, () => {
      return detectDialect(question.languageId, question.uri, question.text) ?? null;
    }),
  );
  connection.onRequest(whyDroppedRequest, (question: DropQuestion, token: CancellationToken) =>
    feature<unknown>('why it dropped', token, question.uri, null, (s) => provideWhyDropped(s, question, options)),
  );
  connection.onRequest(rulePageRequest, ({ id }: { id: string }, token: CancellationToken) =>
    safely.answer('rule page', token, null, async () => {
      const page = provideRulePage(allRules, id, await ruleTexts());
      return page ?? provideRulePage((await loadPython()).rules, id, await ruleTexts());
    }),
  );
}
