import { describe, expect, it } from 'vitest';
import { provideHover } from '../../../server/src/features/hover.ts';
import { positionAt } from '../../../server/src/features/ranges.ts';
import { provideSignatureHelp } from '../../../server/src/features/signatureHelp.ts';
import { drawHover } from '../../helpers/draw.ts';
import { plainOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';
import { marked } from '../../helpers/markers.ts';

const noTexts = { directive: () => undefined, criterion: () => undefined };
const options = { ...plainOptions, labelOffsets: true };
const server = '/etc/ssh/sshd_config';
const client = '/home/me/.ssh/config';

/** The signature with the part that is typed next between arrows, and what is said about it. */
async function help(source: string, path = client): Promise<string> {
  const { text, cursor } = marked(source);
  const found = provideSignatureHelp(await snapshotOf(path, text), cursor, noTexts, options);
  const signature = found?.signatures[0];
  const parameter = signature?.parameters?.[found?.activeParameter ?? -1];
  if (!signature || !Array.isArray(parameter?.label)) return '(nothing)';
  const [start, end] = parameter.label;
  const { label } = signature;
  return `${label.slice(0, start)}›${label.slice(start, end)}‹${label.slice(end)}\n${parameter.documentation}`;
}

const signature = async (source: string, path = client) => (await help(source, path)).split('\n')[0];

describe('signature help', () => {
  it('shows the parts of a forwarding and the one that is typed', async () => {
    expect(await help('LocalForward <|>\n')).toMatchInlineSnapshot(`
      "LocalForward [bind_address:]›port‹ host:hostport
      Port to listen on. A path of a Unix socket may stand in place of address and port."
    `);
    expect(await signature('LocalForward 127.0.0.1<|>:80\n')).toMatchInlineSnapshot(
      `"LocalForward [›bind_address‹:]port host:hostport"`,
    );
    expect(await signature('LocalForward 127.0.0.1:8<|>0\n')).toMatchInlineSnapshot(
      `"LocalForward [bind_address:]›port‹ host:hostport"`,
    );
    expect(await signature('LocalForward [::1]:8<|>0\n')).toMatchInlineSnapshot(
      `"LocalForward [bind_address:]›port‹ host:hostport"`,
    );
    expect(await help('LocalForward 80 <|>\n')).toMatchInlineSnapshot(`
      "LocalForward [bind_address:]port ›host‹:hostport
      Host to connect to, as the machine at the far end of the connection finds it."
    `);
    expect(await signature('LocalForward 80 web:<|>\n')).toMatchInlineSnapshot(
      `"LocalForward [bind_address:]port host:›hostport‹"`,
    );
    expect(await signature('LocalForward 80 web:80 <|>\n')).toBe('(nothing)');
  });

  it('goes on for arguments that may be given again', async () => {
    expect(await signature('ChannelTimeout x11=5m session:*=<|>\n', server)).toMatchInlineSnapshot(
      `"ChannelTimeout type=›interval‹ ..."`,
    );
    expect(await signature('SetEnv A=1 <|>\n')).toMatchInlineSnapshot(`"SetEnv ›NAME‹=value ..."`);
    expect(await signature('AuthenticationMethods publickey,pass<|>\n', server)).toMatchInlineSnapshot(
      `"AuthenticationMethods ›method‹[,method...] ..."`,
    );
  });

  it('knows the numbers of MaxStartups and the two limits of RekeyLimit', async () => {
    expect(await signature('MaxStartups 10:<|>\n', server)).toMatchInlineSnapshot(`"MaxStartups start:›rate‹:full"`);
    expect(await signature('MaxStartups 10:30:1<|>00\n', server)).toMatchInlineSnapshot(
      `"MaxStartups start:rate:›full‹"`,
    );
    expect(await signature('RekeyLimit 1G <|>\n')).toMatchInlineSnapshot(`"RekeyLimit data [›time‹]"`);
    expect(await signature('rekeylimit=<|>\n')).toMatchInlineSnapshot(`"RekeyLimit ›data‹ [time]"`);
  });

  it('names the parts where an editor cannot be told their places', async () => {
    const { text, cursor } = marked('LocalForward <|>\n');
    const found = provideSignatureHelp(await snapshotOf(client, text), cursor, noTexts, plainOptions);
    expect(found?.signatures[0]?.parameters?.map(({ label }) => label)).toEqual([
      'bind_address',
      'port',
      'host',
      'hostport',
    ]);
  });

  it('is silent for what has one value, in comments and on keywords', async () => {
    for (const source of ['Port <|>\n', 'LocalForward 1 a:1 # <|>\n', 'Local<|>Forward\n', 'Colour <|>\n']) {
      expect(await signature(source)).toBe('(nothing)');
    }
  });
});

describe('hover on a part of a value', () => {
  async function hover(source: string, path = client, scene: TestWorkspace = {}): Promise<string> {
    const { text, cursor } = marked(source);
    const snapshot = await snapshotOf(path, text, scene);
    return drawHover(text, positionAt(snapshot.file, cursor), provideHover(snapshot, cursor, plainOptions, noTexts));
  }

  it('explains that part', async () => {
    expect(await hover('LocalForward 127.0.0.1:8080 web:8<|>0\n')).toMatchInlineSnapshot(`
      "LocalForward 127.0.0.1:8080 web:80
                                      ~↑
      ----------------------------------------
      **hostport** — Port to connect to."
    `);
    expect(await hover('MaxStartups 10:3<|>0:100\n', server)).toMatchInlineSnapshot(`
      "MaxStartups 10:30:100
                     ~↑
      ----------------------------------------
      **rate** — How many of a hundred are refused then; the share grows up to all."
    `);
    expect(await hover('ChannelTimeout session:*=1<|>5m\n', server)).toMatchInlineSnapshot(`
      "ChannelTimeout session:*=15m
                               ~↑~
      ----------------------------------------
      **interval** — Time without data after which the channel is closed, such as 15m; 0 or none for never.

      session:\\*=15m = 900 s"
    `);
  });

  it('explains tokens and variables, and shows no value of them', async () => {
    expect(await hover('ControlPath ~/.ssh/cm-%<|>C\n')).toMatchInlineSnapshot(`
      "ControlPath ~/.ssh/cm-%C
                            ~↑
      ----------------------------------------
      **%C** — hash of local host, host, port, user and jump hosts"
    `);
    expect(await hover('IdentityFile ${HO<|>ME}/x\n')).toMatchInlineSnapshot(`
      "IdentityFile \${HOME}/x
                   ~~~~↑~~
      ----------------------------------------
      The environment variable \`HOME\` of the client."
    `);
    expect(await hover('ProxyCommand nc %h %<|>p\n')).toContain('the port');
  });

  it('says of an algorithm whether it is in the default list', async () => {
    const debian = { ssh: 'OpenSSH_9.2p1 Debian-2' };
    expect(await hover('Ciphers +aes128-cbc,aes256<|>-ctr\n', client, debian)).toMatchInlineSnapshot(`
      "Ciphers +aes128-cbc,aes256-ctr
                          ~~~~~~↑~~~
      ----------------------------------------
      \`aes256-ctr\` is in the default list of OpenSSH 9.2p1, at place 4."
    `);
    expect(await hover('Ciphers +aes128-<|>cbc,aes256-ctr\n', client, debian)).toMatchInlineSnapshot(`
      "Ciphers +aes128-cbc,aes256-ctr
               ~~~~~~~↑~~
      ----------------------------------------
      \`aes128-cbc\` is not in the default list of OpenSSH 9.2p1."
    `);
  });
});
