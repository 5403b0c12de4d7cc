import { type Parser, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/** The Python grammar and what goes with it. A bundle of its own, loaded with the first Python document. */
export interface PythonGrammar {
  readonly parser: Parser;
  readonly TreeFragment: typeof TreeFragment;
}

/**
 * The parser takes over whole trees only, and what has fewer numbers than this is packed into a buffer without one. The
 * usual 1024 would leave most functions of a file to be parsed anew after each keystroke.
 */
const bufferLength = 256;

export const pythonGrammar: PythonGrammar = { parser: parser.configure({ bufferLength }), TreeFragment };
