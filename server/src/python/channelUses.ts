import type { SyntaxNode } from '@lezer/common';
import type { Evaluator } from './evaluate.ts';
import { objectTest } from './handedOn.ts';
import { isCalledName } from './libraryNames.ts';
import type { Survey } from './scopes.ts';

/** A place where a channel's output may be read, or its end be waited for, other than by a call that is followed. */
export interface ChannelUse {
  /** The call that opened the channel. */
  readonly made: number;
  readonly start: number;
}

/** Loops over the output of channels, channels that others are given, and questions whether one has ended. */
export function channelUses(survey: Survey, text: string, evaluator: Evaluator): readonly ChannelUse[] {
  const mayBeObject = objectTest(survey, text);
  const mayBeUse = (node: SyntaxNode) => !isReturned(node) && (mayBeObject(node) || mayBeMethod(node, text));
  const objects = [...survey.iterated, ...survey.handedOn.filter(mayBeUse)];
  const asked = survey.asked.flatMap(({ firstChild }) => firstChild ?? []);
  return [...objects, ...asked].flatMap((node) => {
    const value = evaluator.valueAt(node);
    // `iter(output.readline, "")`, `Thread(target=output.read)`
    const object = value.kind === 'method' ? value.of : value;
    return object.kind === 'object' && object.made !== undefined ? [{ made: object.made, start: node.from }] : [];
  });
}

function mayBeMethod({ name, lastChild }: SyntaxNode, text: string): boolean {
  return name === 'MemberExpression' && lastChild !== null && isCalledName(text.slice(lastChild.from, lastChild.to));
}

/** What a function answers is followed to where it is called. */
function isReturned({ parent }: SyntaxNode): boolean {
  const at = parent?.name === 'TupleExpression' ? parent.parent : parent;
  return at?.name === 'ReturnStatement';
}
