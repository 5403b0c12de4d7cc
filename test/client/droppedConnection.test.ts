import { describe, expect, it } from 'vitest';
import { readAge } from '../../client/src/readAge.ts';
import { isSsh, lastLines, namesHost } from '../../client/src/terminalText.ts';

describe('the age of a connection, as people write it', () => {
  it.each<[string, number | undefined]>([
    ['45', 45],
    ['45 s', 45],
    ['45s', 45],
    ['12 min', 720],
    ['12 minutes', 720],
    ['1 Hour and 5 min', 3_900],
    ['2 days, 3 hours', 183_600],
    ['45 秒', 45],
    ['12 分钟', 720],
    ['1小时30分钟', 5_400],
    ['1 小时 30 分', 5_400],
    ['2天', 172_800],
    ['1：30：00', 5_400],
    ['12 parsecs', undefined],
    ['12 个', undefined],
    ['5 constructor', undefined],
    ['1h 30m', 5_400],
    ['1,5 h', 5_400],
    ['2d', 172_800],
    ['1:30:00', 5_400],
    ['2:05', 125],
    ['soon', undefined],
    ['5 s or so', undefined],
    ['', undefined],
  ])('%s', (text, seconds) => expect(readAge(text)).toBe(seconds));
});

describe('a terminal in which ssh ended', () => {
  it.each([
    ['ssh web', true],
    ['  /usr/bin/ssh -p 22 web', true],
    ['C:\\Windows\\System32\\OpenSSH\\ssh.exe web', true],
    ['ssh-add -l', false],
    ['sshd -T', false],
    ['echo ssh', false],
  ])('runs ssh by “%s”: %s', (command, is) => expect(isSsh(command)).toBe(is));

  it.each([
    ['ssh web', true],
    ['ssh -p 22 ann@web uptime', true],
    ["ssh 'web'", true],
    ['ssh webb', false],
    ['ssh db echo web.', false],
  ])('is about the host “web” in “%s”: %s', (command, is) => expect(namesHost(command, 'web')).toBe(is));

  it('keeps the last lines, without colours, titles and moves of the cursor', () => {
    const text =
      '\u001b]0;web\u0007\u001b[32mone\u001b[0m\r\ntwo\r\n\r\nthree\r\nfour\r\nclient_loop: send disconnect: Broken pipe\r\n\u001b[?2004h';
    expect(lastLines(text)).toEqual(['two', 'three', 'four', 'client_loop: send disconnect: Broken pipe']);
    expect(lastLines('')).toEqual([]);
  });
});
