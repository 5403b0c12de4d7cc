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

      **In effect for \`web\`**: \`30\`, by this line

      **Fires:** 119 to 120 s after the last data from the server; typing does not reset it

      30 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 30 × 3 = 90 s for each wait.

      **Who drops first:** If the other end goes away: The client closes first, 119 to 120 s after the server’s last data: 30 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      Default: \`0\` (0: no probes) — OpenSSH 10.5p1, this machine’s"
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

      **In effect for \`web\`**: \`15\`, by [line 2](file:///home/me/.ssh/config#L2), which overrules this line

      **Fires:** 59 to 60 s after the last data from the server; typing does not reset it

      15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 15 × 3 = 45 s for each wait.

      **Who drops first:** If the other end goes away: The client closes first, 59 to 60 s after the server’s last data: 15 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      [Effective config](command:sshTimeouts.showEffectiveConfig?%5B%7B%22uri%22%3A%22file%3A%2F%2F%2Fhome%2Fme%2F.ssh%2Fconfig%22%2C%22host%22%3A%22web%22%7D%5D)

      Default: \`0\` (0: no probes) — OpenSSH 10.5p1, this machine’s"
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

      **In effect for a login that no Match line is about**: \`300\`, by this line

      **Fires:** 29 min 59 s to 30 min after the last data from the client

      600 × (2 + 1): it closes when one more answer than ClientAliveCountMax is missing. An idle user’s client answers: this is no idle logout. sshd 9.2 to 9.4 lets every second expiry pass: probes leave every 10 min, not every 300 s. Fixed in 9.5. A session that prints more often than that is never probed (9.2 and later); then only TCP ends it.

      **Who drops first:** If the other end goes away: The server’s system gives up on unanswered data after 25 min 23 s to 27 min 25 s, before sshd would (30 min). A healthy idle session is ended by neither side; what lies between is not known.

      Default: \`0\` (0: no probes) — OpenSSH 9.2p1, this machine’s"
    `);
  });

  it('shows the text of the directive', async () => {
    expect(await hover('Compress<|>ion yes\n', { texts: true })).toMatchInlineSnapshot(`
      "Compression yes
      ~~~~~~~~↑~~
      ----------------------------------------
      **Compression** — yes \\| no

      Compresses what is sent: helps on slow lines, costs processor time on fast ones.

      **In effect for a host that no line names**: \`yes\`, by this line

      Default: \`no\` — OpenSSH 10.5p1, this machine’s

      Only \`yes\` and \`no\` count here; \`true\` and \`false\`, which other switches take, are errors."
    `);
  });
});

describe('hover on a directive in special places', () => {
  it('shows what hangs on a criterion that is never run', async () => {
    expect(
      await hover('Match exec "on-vpn"\n  Port 2200\nHost web\n  Po<|>rt 22\n', { options: fullOptions }),
    ).toMatchInlineSnapshot(`
      "  Port 22
        ~~↑~
      ----------------------------------------
      **Port** — port

      **In effect for \`web\`**: \`22\`, by this line; but \`2200\` if [line 1](file:///home/me/.ssh/config#L1) turns out otherwise

      Default: \`22\` — OpenSSH 10.5p1, this machine’s"
    `);
  });

  it('names each configuration that reads a fragment', async () => {
    const files = {
      '/home/me/.ssh/config': 'Host *\n  Port 1\nInclude /srv/ssh/conf.d/10-web.conf\n',
      '/srv/ssh/config': 'Include /srv/ssh/conf.d/*.conf\n',
    };
    const path = '/srv/ssh/conf.d/10-web.conf';
    expect(await hover('Host web\n  P<|>ort 22\n', { path, files })).toMatchInlineSnapshot(`
      "  Port 22
        ~↑~~
      ----------------------------------------
      **Port** — port

      **In effect for \`web\`** (\`config + ssh_config\`): \`1\`, by [line 2 of config](file:///home/me/.ssh/config#L2), which overrules this line

      **In effect for \`web\`** (\`config\`): \`22\`, by this line

      Default: \`22\` — OpenSSH 10.5p1, this machine’s"
    `);
  });

  it('says that a fragment is judged alone', async () => {
    const path = '/srv/ssh_config.d/10-web.conf';
    expect(await hover('Host web\n  P<|>ort 22\n', { path })).toContain('judged alone');
  });

  it('says what a Match value of sshd 9.2 is not applied to', async () => {
    expect(
      await hover('ChannelTimeout session:*=1h\nMatch User bob\n  ChannelTime<|>out session:*=5m\n', {
        path: '/etc/ssh/sshd_config',
        ssh: 'OpenSSH_9.2p1 Debian-2',
      }),
    ).toMatchInlineSnapshot(`
      "  ChannelTimeout session:*=5m
        ~~~~~~~~~~~↑~~
      ----------------------------------------
      **ChannelTimeout** — TYPE=TIME entries · since OpenSSH 9.2

      **In effect for \`user bob\`**: \`session:*=5m\`, by this line; overrules [line 1](file:///etc/ssh/sshd_config#L1); yet this version prints it without applying it: what runs is \`session:*=1h\`, by [line 1](file:///etc/ssh/sshd_config#L1)

      **Fires:** 59 min 59 s to 1 h after the last data that the session’s program read or wrote; keepalives do not reset it

      Stands in a Match block, which sshd before 10.5 shows but does not apply: the global list runs. Closes the session after 1 h in which its program neither reads nor writes, even where both sides probe.

      **Who drops first:** The server closes an idle session after 59 min 59 s to 1 h (ChannelTimeout), however well both ends are. A peer that has gone is noticed by TCP keepalive only, after 2 h 11 min 15 s.

      Default: \`none\` — OpenSSH 9.2p1, this machine’s"
    `);
  });

  it('says since when a directive is known, and what this version makes of it', async () => {
    expect(await hover('RequiredRSA<|>Size 2048\n', { ssh: 'OpenSSH_8.4p1' })).toMatchInlineSnapshot(`
      "RequiredRSASize 2048
      ~~~~~~~~~~~↑~~~
      ----------------------------------------
      **RequiredRSASize** — whole number · only since OpenSSH 9.1; 8.4p1 refuses it

      **In effect for a host that no line names**: ⚠ ssh refuses to start: line 1"
    `);
    expect(await hover('Proto<|>col 2\n')).toMatchInlineSnapshot(`
      "Protocol 2
      ~~~~~↑~~
      ----------------------------------------
      **Protocol** — ignored · deprecated: OpenSSH 10.5p1 ignores it"
    `);
  });

  it('shows values that add up', async () => {
    expect(await hover('IdentityFile ~/.ssh/a\nHost web\n  Identity<|>File ~/.ssh/b\n')).toMatchInlineSnapshot(`
      "  IdentityFile ~/.ssh/b
        ~~~~~~~~↑~~~
      ----------------------------------------
      **IdentityFile** — path of a file

      **In effect for \`web\`**: \`~/.ssh/a\`, by [line 1](file:///home/me/.ssh/config#L1)  
      \`~/.ssh/b\`, by this line

      Default: \`~/.ssh/id_rsa ~/.ssh/id_ecdsa ~/.ssh/id_ecdsa_sk ~/.ssh/id_ed25519 ~/.ssh/id_ed25519_sk ~/.ssh/id_mldsa44_ed25519\` — OpenSSH 10.5p1, this machine’s"
    `);
  });

  it('is plain text for a client that shows no Markdown', async () => {
    expect(
      await hover('Host *\n  ServerAliveInterval 15\nHost web\n  ServerAliveInter<|>val 30\n', {
        options: { ...plainOptions, markdown: false },
      }),
    ).toMatchInlineSnapshot(`
      "  ServerAliveInterval 30
        ~~~~~~~~~~~~~~~~↑~~
      ----------------------------------------
      ServerAliveInterval — time: seconds, or 5m, 1h30m, 2d

      In effect for web: 15, by line 2, which overrules this line

      Fires: 59 to 60 s after the last data from the server; typing does not reset it

      15 × (3 + 1): it closes when one more answer than ServerAliveCountMax is missing. A healthy server answers, however idle the session. During key exchange and login the limit is 15 × 3 = 45 s for each wait.

      Who drops first: If the other end goes away: The client closes first, 59 to 60 s after the server’s last data: 15 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      Default: 0 (0: no probes) — OpenSSH 10.5p1, this machine’s"
    `);
  });

  it('lets no text of the file become markup', async () => {
    const shown = await hover('Host [x](command:evil)`\n  User <|>"<img src=x>"\n  HostName a_b*c\n');
    expect(shown).toContain('**In effect for `` [x](command:evil)` ``**: `<img src=x>`, by this line');
  });

  it('counts lines as the editor does', async () => {
    expect(await hover('# a\r# b\nPort 1\nPo<|>rt 2\n')).toContain('[line 3](file:///home/me/.ssh/config#L3)');
  });

  it('is not there on comments, blank lines and unknown words', async () => {
    expect(await hover('# Po<|>rt\n')).toContain('(no hover)');
    expect(await hover('\n<|>\n')).toContain('(no hover)');
    expect(await hover('Nonse<|>nse 5\n')).toContain('(no hover)');
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
      Hosts that match \`*.corp\`: * stands for any text, ? for one character. It is compared with what you type after ssh."
    `);
  });

  it('says of a host by name who drops first', async () => {
    expect(await hover('Host w<|>eb\n  ServerAliveInterval 10\n', { options: fullOptions })).toMatchInlineSnapshot(`
      "Host web
           ~↑~
      ----------------------------------------
      The host \`web\`, as you type it after ssh; HostName does not count here.

      **Who drops first:** If the other end goes away: The client closes first, 39 to 40 s after the server’s last data: 10 × (3 + 1). A healthy idle session is ended by neither side; what lies between is not known.

      [Effective config](command:sshTimeouts.showEffectiveConfig?%5B%7B%22uri%22%3A%22file%3A%2F%2F%2Fhome%2Fme%2F.ssh%2Fconfig%22%2C%22host%22%3A%22web%22%7D%5D)"
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

      Never looked up or run: what depends on it is shown as unknown."
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

describe('hover on a way through other hosts', () => {
  const text = [
    'Host inner',
    '  HostName 10.0.0.7',
    '  ProxyJump bob@gate:2222,second',
    'Host gate',
    '  HostName gate.example.org',
    '  ProxyJump outer',
    'Host outer second',
  ].join('\n');

  it('shows every machine, also those that a jump host itself goes through', async () => {
    expect(await hover(text.replace('inner', 'in<|>ner'))).toMatchInlineSnapshot(`
      "Host inner
           ~~↑~~
      ----------------------------------------
      The host \`inner\`, as you type it after ssh; HostName does not count here.

      **Way:** you → [outer](file:///home/me/.ssh/config#L7) → [gate](file:///home/me/.ssh/config#L4) (bob&#64;gate.example.org:2222) → [second](file:///home/me/.ssh/config#L7) → [inner](file:///home/me/.ssh/config#L1) (10\\.0.0.7)

      **Who drops first:** If the other end goes away: Neither ssh nor sshd notices; only TCP keepalive does, after 2 h 11 min 15 s. A healthy idle session is ended by neither side; what lies between is not known."
    `);
    expect(await hover(text.replace('bob@', 'bo<|>b@'))).toContain('**Way:** you → [outer]');
  });

  it('is not there without a jump, and warns of a way that comes back', async () => {
    expect(await hover('Host we<|>b\n')).not.toContain('Way');
    expect(await hover('Host a<|>a\n  ProxyJump bb\nHost bb\n  ProxyJump aa\n')).toContain('ssh never gets there');
  });
});
