import { describe, expect, it } from 'vitest';
import { provideTimeline } from '../../../server/src/features/timeline.ts';
import type { TimelineQuestion } from '../../../server/src/protocol.ts';
import { fullOptions, snapshotOf, type TestWorkspace } from '../../helpers/editor.ts';

const clientFile = '/home/me/.ssh/config';

async function view(text: string, question: Partial<TimelineQuestion> = {}, scene: TestWorkspace = {}) {
  const snapshot = await snapshotOf(clientFile, text, scene);
  const answer = provideTimeline(snapshot, { uri: snapshot.uri, host: 'web', ...question }, fullOptions);
  if (!answer) throw new Error('no answer');
  return answer;
}

const text = 'Host web\n  ServerAliveInterval 15\n  ServerAliveCountMax 3\n';

describe('the timeline of a host', () => {
  it('says who is first, and marks it', async () => {
    const { picture } = await view(text);
    expect(picture.headline).toBe('The client drops first, after 60 s');
    const drawn = picture.marks.map(({ lane, label, time, first }) => [lane, label, time, first ?? false].join(' | '));
    expect(drawn).toMatchInlineSnapshot(`
      [
        "client |  | 0 s | false",
        "server |  | 0 s | false",
        "client | probe 1 | 15 s | false",
        "client | probe 2 | 30 s | false",
        "client | probe 3 | 45 s | false",
        "client | the client gives up | 59 to 60 s | true",
      ]
    `);
  });

  it('names with each mark the lines that decide', async () => {
    const { picture } = await view(text);
    const end = picture.marks.find(({ first }) => first);
    expect(end?.sources).toEqual([
      { text: 'ServerAliveInterval 15 (line 2 of config)', uri: 'file:///home/me/.ssh/config', line: 1 },
      { text: 'ServerAliveCountMax 3 (line 3 of config)', uri: 'file:///home/me/.ssh/config', line: 2 },
    ]);
  });

  it('opens with the situation that the verdict is about', async () => {
    const scene = { settings: { path: { web: 350 } } };
    expect((await view('Host web\n', {}, scene)).picture.situation.id).toBe('healthy-idle');
    expect((await view(text, {}, scene)).picture.situation.id).toBe('dead-idle');
  });

  it('answers what if, from the same model', async () => {
    const tried = await view(text, { whatIf: { clientInterval: '30', serverInterval: '5', serverVersion: '9.2' } });
    expect(tried.picture.headline).toBe('The server drops first, after 40 s');
    const controls = tried.controls.map(({ id, value, base }) => `${id}: ${base} → ${value}`);
    expect(controls).toMatchInlineSnapshot(`
      [
        "clientInterval: 15 → 30",
        "clientCount: 3 → 3",
        "clientVersion: 10.5p1 → 10.5p1",
        "path:  → ",
        "serverInterval: 0 → 5",
        "serverCount: 3 → 3",
        "serverVersion: 10.5p1 → 9.2",
      ]
    `);
  });

  it('takes a path by its name or by its seconds', async () => {
    const named = await view('Host web\n', { whatIf: { path: 'aws-nat-gateway' } });
    expect(named.picture.headline).toBe('The path forgets the connection first, after 350 s');
    const path = named.controls.find(({ id }) => id === 'path');
    expect([path?.value, path?.presets?.value]).toEqual(['350', 'aws-nat-gateway']);
    const seconds = await view('Host web\n', { whatIf: { path: '120' } });
    expect(seconds.picture.headline).toBe('The path forgets the connection first, after 120 s');
    const forgotten = await view('Host web\n', { whatIf: { path: '' } }, { settings: { path: { web: 60 } } });
    expect(forgotten.controls.find(({ id }) => id === 'path')).toMatchObject({ base: '60', value: '' });
  });

  it('has each value that is in effect among its steps', async () => {
    const { controls } = await view('Host web\n  ServerAliveInterval 37\n  ServerAliveCountMax 7\n');
    for (const { choices, value } of controls) expect(choices.map((choice) => choice.value)).toContain(value);
  });

  it('proposes what would help, until it is tried', async () => {
    const { advice } = await view('Host web\n');
    expect(advice.map(({ text: proposal, whatIf }) => [proposal, whatIf])).toEqual([
      ['ServerAliveInterval 60', { clientInterval: '60' }],
    ]);
    expect((await view('Host web\n', { whatIf: { clientInterval: '60' } })).advice).toEqual([]);
  });

  it('keeps to the situation that was asked for where it can arise', async () => {
    expect((await view(text, { situation: 'connect-no-banner' })).picture.situation.id).toBe('connect-no-banner');
    expect((await view(text, { situation: 'nonsense' })).picture.situation.id).toBe('dead-idle');
  });

  it('says where OpenSSH would not start', async () => {
    expect((await view('Host web\n  ServerAliveInterval 5min\n')).refusal).toBe('ssh refuses to start: line 2');
  });
});

describe('the timeline of a Match line and of a server', () => {
  it('is found again by the line’s words', async () => {
    const match = 'Match host web user bob';
    const shown = await view(`${match}\n  ServerAliveInterval 10\n`, { host: 'web', block: match });
    expect(shown.title).toBe('web, user bob');
    expect(shown.picture.headline).toBe('The client drops first, after 40 s');
    const snapshot = await snapshotOf(clientFile, 'Host web\n');
    expect(provideTimeline(snapshot, { uri: snapshot.uri, host: 'web', block: match }, fullOptions)).toBeNull();
  });

  it('shows a server from its side', async () => {
    const snapshot = await snapshotOf('/etc/ssh/sshd_config', 'Port 22\nClientAliveInterval 30\n');
    const shown = provideTimeline(snapshot, { uri: snapshot.uri, host: '' }, fullOptions);
    expect(shown?.title).toBe('sshd');
    expect(shown?.picture.headline).toBe('The server drops first, after 120 s');
  });
});
