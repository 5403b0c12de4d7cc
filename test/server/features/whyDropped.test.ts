import { expect, it } from 'vitest';
import { provideWhyDropped } from '../../../server/src/features/whyDropped.ts';
import { fullOptions, snapshotOf } from '../../helpers/editor.ts';

async function page(text: string, message: string, seconds?: number) {
  const snapshot = await snapshotOf('/home/me/.ssh/config', text);
  const question = { uri: snapshot.uri, host: 'web', message, ...(seconds === undefined ? {} : { seconds }) };
  return provideWhyDropped(snapshot, question, fullOptions) ?? '';
}

const text = 'Host web\n  ServerAliveInterval 15\n  ServerAliveCountMax 3\n';

it('names the cause, the lines behind it and what would tell', async () => {
  const shown = await page(text, 'Timeout, server web not responding.', 61);
  expect(shown.split('\n\n').slice(0, 8)).toMatchInlineSnapshot(`
    [
      "# Why did web drop?",
      "\`Timeout, server web not responding.\`",
      "It lived for 61 s.",
      "## 1. The client gave up: its probes stayed without an answer",
      "*nothing else writes these words*",
      "\`ServerAliveInterval\`: after 59 to 60 s",
      "- [ServerAliveInterval 15 (line 2 of config)](file:///home/me/.ssh/config#L2)
    - [ServerAliveCountMax 3 (line 3 of config)](file:///home/me/.ssh/config#L3)",
      "**What would tell:** The message says it by itself. Whether the server or the path was gone: if the server’s log has “Timeout, client not responding” too, it was the path; if it has “Connection closed by”, the client’s last packet arrived.",
    ]
  `);
});

it('ranks the causes of words that prove nothing, and says which are ruled out', async () => {
  const shown = await page(text, 'client_loop: send disconnect: Broken pipe', 30);
  expect(shown.match(/^## .*$/gm)).toMatchInlineSnapshot(`
    [
      "## 1. Something in between forgot the connection and told nobody",
      "## 2. Something on the server ended the connection: a restart, a kill, systemd-logind",
      "## 3. A machine slept or changed its network while the other end gave up",
      "## Ruled out by the values or the time",
    ]
  `);
});

it('shows what was pasted, and renders nothing of it', async () => {
  expect(await page(text, '[x](command:y) <b>\u001b[31m`')).toContain('`` [x](command:y) <b>␛[31m` ``');
});
