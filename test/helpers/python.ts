import { URI } from 'vscode-uri';
import type { PythonModel } from '../../server/src/python/pythonModel.ts';
import { pythonReader } from '../../server/src/python/pythonReader.ts';
import type { PythonSnapshot } from '../../server/src/pythonSnapshot.ts';
import { pythonRules, runPythonRules } from '../../server/src/rules/python/pythonRules.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { defaultSettings } from '../../server/src/settings.ts';
import { createWorkspace, type OpenDocument } from '../../server/src/workspace.ts';
import { type TestWorkspace, testEnvironment } from './editor.ts';
import { drawFinding } from './findings.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

export function pythonOf(text: string): PythonModel {
  return pythonReader.model(pythonReader.parse(text));
}

/** Each call that was followed, a line each: line number, what is called, and what it is given. */
export function drawCalls(text: string): string {
  return drawModel(text, pythonOf(text));
}

export function drawModel(text: string, model: PythonModel): string {
  const lines = model.calls.map((call) => {
    const line = text.slice(0, call.nameSpan.start).split('\n').length;
    const given = [...call.args.given].map(([name, { node }]) => `${name}=${text.slice(node.from, node.to)}`);
    if (!call.args.complete) given.push('...');
    return `${line}: ${call.callable}(${given.join(', ')})${call.connection === undefined ? ' of some connection' : ''}`;
  });
  return lines.join('\n') || '(nothing)';
}

/** The one connection that a text opens. */
export function openingIn(text: string): PythonModel['openings'][number] {
  const { openings } = pythonOf(text);
  const [only] = openings;
  if (!only || openings.length > 1) throw new Error(`${openings.length} connections`);
  return only;
}

export interface PythonWorkspace extends TestWorkspace {
  readonly path?: string;
  /** As in the setting; `auto` where absent. */
  readonly paramiko?: string;
}

/** The snapshot of one open Python document among files in memory, made by the server's own workspace. */
export async function pythonSnapshotOf(text: string, workspace: PythonWorkspace = {}): Promise<PythonSnapshot> {
  const path = workspace.path ?? '/home/me/project/fetch.py';
  const document: OpenDocument = {
    uri: URI.file(path).toString(),
    languageId: 'python',
    version: 1,
    getText: () => text,
  };
  const snapshot = await createWorkspace({
    fileSystem: memoryFileSystem({ ...workspace.files, [path]: text }),
    environment: testEnvironment,
    loadPythonReader: async () => pythonReader,
    now: () => 0,
    openDocuments: () => [document],
    clientSettings: async () => ({
      ...defaultSettings,
      ...(workspace.paramiko === undefined ? {} : { paramiko: { version: workspace.paramiko } }),
      ...workspace.settings,
    }),
    folders: () => [],
    sshVersion: workspace.ssh ?? 'OpenSSH_10.5p1, OpenSSL 3.5.0',
    canTestKeepalive: false,
  }).pythonSnapshot(document.uri);
  if (!snapshot) throw new Error('the text names none of the libraries');
  return snapshot;
}

/** What the rules find in Python source; a rule that throws fails the test. */
export async function pythonFindings(text: string, workspace?: PythonWorkspace, only?: string): Promise<Finding[]> {
  const rules = only === undefined ? pythonRules : pythonRules.filter(({ id }) => id === only);
  return runPythonRules(
    await pythonSnapshotOf(text, workspace),
    (rule, error) => {
      throw new Error(`${rule} threw`, { cause: error });
    },
    rules,
  );
}

export async function drawPythonFindings(text: string, workspace?: PythonWorkspace, only?: string): Promise<string> {
  const findings = await pythonFindings(text, workspace, only);
  return findings.map((finding) => drawFinding(text, finding)).join('\n') || '(nothing)';
}
