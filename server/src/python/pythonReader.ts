import { pythonGrammar } from './grammar.ts';
import { type PythonFile, parsePython, updatePython } from './pythonFile.ts';
import { type PythonModel, pythonModel } from './pythonModel.ts';
import { paramikoRequirement, type Requirement } from './requirements.ts';

/**
 * All that reads Python: the grammar, and what follows names and calls through the tree. A bundle of its own, loaded
 * with the first Python document; whoever stands above this room imports types from it and nothing else.
 */
export interface PythonReader {
  readonly parse: (text: string) => PythonFile;
  /** Takes over what an edit left as it was; the same text gives the same object. */
  readonly update: (before: PythonFile, text: string) => PythonFile;
  /** Computed once for a file. */
  readonly model: (file: PythonFile) => PythonModel;
  /** What a file of a project says of paramiko. */
  readonly requirement: (fileName: string, text: string) => Requirement | undefined;
}

export const pythonReader: PythonReader = {
  parse: (text) => parsePython(pythonGrammar, text),
  update: (before, text) => updatePython(before, pythonGrammar, text),
  model: pythonModel,
  requirement: paramikoRequirement,
};
