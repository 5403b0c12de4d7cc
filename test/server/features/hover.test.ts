import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../server/src/features/directiveText.ts';
import type { FeatureOptions } from '../../../server/src/features/featureOptions.ts';
import { provideHover } from '../../../server/src/features/hover.ts';
import { positionAt } from '../../../server/src/features/ranges.ts';
import { drawHover } from '../../helpers/draw.ts';
import { fullOptions, plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const english = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../../texts/directives.en.json'), 'utf8'),
);

interface Scene extends TestWorkspace {
  readonly path?: string;
  readonly options?: FeatureOptions;
  /** With the long texts; else the hover's own lines only. */
  readonly texts?: boolean;
}

async function hover(source: string, scene: Scene = {}): Promise<string> {
  const { text, cursor } = marked(source);
  const snapshot = await snapshotOf(scene.path ?? '/home/me/.ssh/config', text, scene);
  const texts = textsOf(scene.texts ? english : undefined, snapshot.dialect);
  const found = provideHover(snapshot, cursor, scene.options ?? plainOptions, texts);
  return drawHover(text, positionAt(snapshot.file, cursor), found);
}

describe('hover on a directive', () => {
  it('shows type, default and the value in effect for the host of the block', async () => {
    expect(await hover('Host web\n  Server<|>AliveInterval 30\n', {})).toMatchInlineSnapshot(`
      "  ServerAliveInterval 30
        ~~~~~~↑~~~~~~~~~~~~
      ----------------------------------------
      **ServerAliveInterval** — time: seconds, or 5m, 1h30m, 2d

      Default: \`0\` (0: no probes) — OpenSSH 10.5p1, this machine’s

      **In effect for \`web\`**: \`30\`, by this line

      **Fires:** 119 to 120 s after the last data from the server; typing does not set it back

      30 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 30 × 3 = 90 s a read.

      **Who drops first:** The client closes first, 119 to 120 s after the server’s last data: 30 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known."
    `);
  });

  it('shows which line overrules it', async () => {
    expect(
      await hover('Host *\n  ServerAliveInterval 15\nHost web\n  ServerAliveInter<|>val 30\n', {
        options: fullOptions,
      }),
    ).toMatchInlineSnapshot(`
      "  ServerAliveInterval 30
        ~~~~~~~~~~~~~~~~↑~~
      ----------------------------------------
      **ServerAliveInterval** — time: seconds, or 5m, 1h30m, 2d

      Default: \`0\` (0: no probes) — OpenSSH 10.5p1, this machine’s

      **In effect for \`web\`**: \`15\`, by [line 2](file:///home/me/.ssh/config#L2), which overrules this line

      **Fires:** 59 to 60 s after the last data from the server; typing does not set it back

      15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 15 × 3 = 45 s a read.

      **Who drops first:** The client closes first, 59 to 60 s after the server’s last data: 15 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      [Effective config](command:sshTimeouts.showEffectiveConfig?%5B%7B%22uri%22%3A%22file%3A%2F%2F%2Fhome%2Fme%2F.ssh%2Fconfig%22%2C%22host%22%3A%22web%22%7D%5D)"
    `);
  });

  it('shows a server value and what sshd 9.2 really does', async () => {
    expect(
      await hover('ClientAliveInterval<|> 300\nClientAliveCountMax 2\n', {
        path: '/etc/ssh/sshd_config',
        ssh: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19',
      }),
    ).toMatchInlineSnapshot(`
      "ClientAliveInterval 300
      ~~~~~~~~~~~~~~~~~~~↑
      ----------------------------------------
      **ClientAliveInterval** — time: seconds, or 5m, 1h30m, 2d

      Default: \`0\` (0: no probes) — OpenSSH 9.2p1, this machine’s

      **In effect for a login that no Match line is about**: \`300\`, by this line

      **Fires:** 29 min 59 s to 30 min after the last data from the client

      600 × (2 + 1): it closes when one more answer than ClientAliveCountMax is missing. An idle user’s client answers: this is no idle logout. sshd 9.2 to 9.4 lets every second expiry pass: probes leave every 10 min, not every 300 s. Fixed in 9.5. A session that prints more often than that is never probed (9.2 and later); then only TCP ends it.

      **Who drops first:** The server’s system gives unanswered data up after 25 min 23 s to 27 min 25 s, before sshd does. A healthy idle session is ended by neither side; what lies between is not known."
    `);
  });

  it('shows the text of the directive', async () => {
    expect(await hover('Compress<|>ion yes\n', { texts: true })).toMatchInlineSnapshot(`
      "Compression yes
      ~~~~~~~~↑~~
      ----------------------------------------
      **Compression** — yes \\| no

      Compresses what is sent: helps on slow lines, costs processor time on fast ones.

      Default: \`no\` — OpenSSH 10.5p1, this machine’s

      **In effect for a host that no line names**: \`yes\`, by this line"
    `);
  });
});

describe('hover on a value', () => {
  it('translates a time with units', async () => {
    expect(await hover('Host web\n  ServerAliveInterval 1h30<|>m\n')).toMatchInlineSnapshot(`
      "  ServerAliveInterval 1h30m
                            ~~~~↑
      ----------------------------------------
      1h30m = 5400 s"
    `);
  });

  it('says what a host pattern stands for', async () => {
    expect(await hover('Host *.cor<|>p !bad\n')).toMatchInlineSnapshot(`
      "Host *.corp !bad
           ~~~~~↑
      ----------------------------------------
      Hosts that fit \`*.corp\`: * stands for any text, ? for one character. It is compared with what you type after ssh."
    `);
  });

  it('says what a criterion compares', async () => {
    expect(await hover('Match user b<|>ob exec "true"\n', { texts: true })).toMatchInlineSnapshot(`
      "Match user bob exec "true"
                 ~↑~
      ----------------------------------------
      **user**

      Compares the name to log in with, as far as it is known at this line.

      Here: \`bob\`"
    `);
    expect(await hover('Match user bob ex<|>ec "true"\n', { texts: true })).toMatchInlineSnapshot(`
      "Match user bob exec "true"
                     ~~↑~
      ----------------------------------------
      **exec**

      Runs a command with your shell and is true when it exits with 0. Never run by this extension.

      Here: \`true\`

      Not looked at or run to find out: what hangs on it is shown as unknown."
    `);
  });

  it('lists the files of an Include in their order', async () => {
    expect(
      await hover('Include conf.d<|>/*\n', {
        files: { '/home/me/.ssh/conf.d/20-b': '', '/home/me/.ssh/conf.d/10-a': '' },
      }),
    ).toMatchInlineSnapshot(`
      "Include conf.d/*
              ~~~~~~↑~
      ----------------------------------------
      Files read here, in this order:

      1. [10-a](file:///home/me/.ssh/conf.d/10-a#L1)
      1. [20-b](file:///home/me/.ssh/conf.d/20-b#L1)"
    `);
  });
});
