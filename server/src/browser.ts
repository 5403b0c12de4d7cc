import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Runtime } from './runtime.ts';
import { startServer } from './server.ts';
import { type LoadPythonBundle, sharedModule } from './sharedWithPython.ts';

/** The worker's own scope; its DOM types would make the whole project see a browser. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0] & {
  setTimeout(task: () => void, milliseconds: number): number;
  clearTimeout(handle: number): void;
  readonly performance: { now(): number };
  importScripts(address: string): void;
  /** Where the client has put the bundle for Python, and what that bundle leaves behind. */
  readonly sshTimeoutsPythonAddress?: string;
  readonly sshTimeoutsPython?: LoadPythonBundle;
};

const runtime: Runtime = {
  fileSystem: undefined,
  environment: {},
  loadTexts: async () => undefined,
  loadMessages: async () => undefined,
  loadPython: async () => {
    self.importScripts(self.sshTimeoutsPythonAddress ?? '');
    if (!self.sshTimeoutsPython) throw new Error('The bundle for Python could not be loaded.');
    return self.sshTimeoutsPython(sharedModule).pythonBundle;
  },
  now: () => self.performance.now(),
  date: () => Date.now(),
  later: (task, milliseconds) => {
    const handle = self.setTimeout(task, milliseconds);
    return () => self.clearTimeout(handle);
  },
  yieldOnce: () => new Promise((resolve) => self.setTimeout(resolve, 0)),
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), runtime);
