import fs from 'node:fs';
import path from 'node:path';
import type { Chooser } from './chooser.ts';
import { configText, pythonText } from './fuzzTexts.ts';

const names = [
  '.ssh/config',
  '.ssh/conf.d/10-a',
  '.ssh/conf.d/20-b',
  'etc/sshd_config',
  'etc/sshd_config.d/1.conf',
  'work/config',
  'work/ssh_config',
  'work/a.py',
  'work/b.py',
  'work/sshd_config',
];

/** Files in a home that include each other now and then; answers their paths. */
export function layOutFiles(home: string, choose: Chooser): string[] {
  const files = names.map((name) => path.join(home, name));
  for (const file of files) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    changeFile(file, choose);
  }
  return files;
}

/** Writes a file anew, or removes it. */
export function changeFile(file: string, choose: Chooser): void {
  if (choose.chance(0.1)) {
    fs.rmSync(file, { force: true });
    return;
  }
  const text = file.endsWith('.py') ? pythonText(choose) : configText(choose);
  // Bytes that are no UTF-8, now and then.
  const bytes = choose.chance(0.1) ? Buffer.concat([Buffer.from([0xff, 0xc0]), Buffer.from(text)]) : Buffer.from(text);
  fs.writeFileSync(file, bytes, { mode: 0o600 });
}

/** Addresses of documents that are on no disk, or no addresses at all. */
export const strangeUris = [
  'untitled:Untitled-1',
  'file:///no/such/folder/.ssh/config',
  'file:///C%3A/Users/me/.ssh/config',
  'vscode-vfs://github/me/dotfiles/sshd_config',
  'git:/work/config?%7B%22ref%22%3A%22%22%7D',
  'file:///x/%ZZ/ssh_config',
  'not a uri',
  'file:///a%00b/config',
  '',
];
