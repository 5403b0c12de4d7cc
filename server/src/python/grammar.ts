import { type Parser, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/** The Python grammar and what goes with it. A bundle of its own, loaded with the first Python document. */
export interface PythonGrammar {
  readonly parser: Parser;
  readonly TreeFragment: typeof TreeFragment;
}

export const pythonGrammar: PythonGrammar = { parser, TreeFragment };
