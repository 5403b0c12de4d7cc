import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askEditor, type Installed, installTarball, readmeBlock, versionOf } from './installed.ts';

const emacs = process.env['SSH_TIMEOUTS_TEST_EMACS'] ?? 'emacs';
const version = versionOf(emacs);
const hasEglot =
  version !== undefined &&
  spawnSync(emacs, ['--batch', '--eval', "(require 'eglot)"], { timeout: 60_000 }).status === 0;
const missing = 'Emacs with eglot is not installed (apt-get install emacs-nox elpa-eglot)';

const script = `
(require 'eglot)
(require 'json)
(defun wait-for (what ready)
  (let ((end (+ (float-time) 15)))
    (while (not (funcall ready))
      (when (> (float-time) end) (error "not within 15 s: %s" what))
      (accept-process-output nil 0.05))))
(defun ask-server ()
  (find-file "~/.ssh/config")
  (call-interactively 'eglot)
  (wait-for "the server" #'eglot-current-server)
  (wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
  (goto-char (point-min))
  (search-forward "ServerAlive")
  (let* ((server (eglot-current-server))
         (here (eglot--TextDocumentPositionParams))
         (hover (jsonrpc-request server :textDocument/hover here))
         (symbols (jsonrpc-request server :textDocument/documentSymbol
                                   (list :textDocument (plist-get here :textDocument)))))
    (list :mode (symbol-name major-mode)
          :diagnostics (vconcat (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
          :hover (plist-get (plist-get hover :contents) :value)
          :outline (vconcat (mapcar (lambda (each) (plist-get each :name)) symbols)))))
(let ((answer (condition-case problem (ask-server) (error (list :problem (format "%S" problem))))))
  (with-temp-file (getenv "ANSWER") (insert (json-encode answer)))
  (ignore-errors (eglot-shutdown (eglot-current-server)))
  (kill-emacs 0))
`;

describe.skipIf(!hasEglot)(`Emacs with eglot${hasEglot ? '' : `: ${missing}`}`, () => {
  let installed: Installed;
  let answer: Record<string, unknown>;

  beforeAll(() => {
    installed = installTarball();
    const init = installed.write('init.el', readmeBlock('Emacs', 'elisp'));
    const ask = installed.write('ask.el', script);
    answer = askEditor(installed, emacs, ['--batch', '-l', init, '-l', ask]);
  }, 120_000);
  afterAll(() => installed?.remove());

  it('starts the server with the set-up of the README', () => {
    expect(answer['problem']).toBeUndefined();
    expect(answer['mode']).toBe('conf-unix-mode');
  });

  it('shows what the server finds', () => {
    expect(JSON.stringify(answer['diagnostics'])).toMatch(/10-x/);
  });

  it('explains a directive, across Includes', () => {
    expect(answer['hover']).toContain('ServerAliveInterval');
    expect(answer['hover']).toContain('10-x');
  });

  it('has an outline', () => {
    expect(answer['outline']).toEqual(expect.arrayContaining(['Host web']));
  });
});
