import { providePythonCodeLenses, resolvePythonCodeLens } from './features/python/codeLens.ts';
import { providePythonCodeActions, providePythonDiagnostics } from './features/python/diagnostics.ts';
import { providePythonHover } from './features/python/hover.ts';
import { providePythonInlayHints } from './features/python/inlayHints.ts';
import { pythonReader } from './python/pythonReader.ts';
import { pythonRules } from './rules/python/pythonRules.ts';

/**
 * All that only Python documents need: a bundle of its own, loaded with the first of them. The server imports types
 * from it and nothing else; what both sides use stands in `sharedWithPython.ts`.
 */
export const pythonBundle = {
  reader: pythonReader,
  rules: pythonRules,
  hover: providePythonHover,
  codeLenses: providePythonCodeLenses,
  resolveCodeLens: resolvePythonCodeLens,
  inlayHints: providePythonInlayHints,
  diagnostics: providePythonDiagnostics,
  codeActions: providePythonCodeActions,
};

export type PythonBundle = typeof pythonBundle;
