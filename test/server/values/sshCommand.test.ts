import { expect, it } from 'vitest';
import { readSshCommand } from '../../../server/src/values/sshCommand.ts';

it.each([
  ['ssh -W %h:%p jump', { host: 'jump' }],
  ['exec /usr/bin/ssh -q -W "[%h]:%p" me@jump', { host: 'jump', options: ['User=me'] }],
  ['ssh jump -W %h:%p', { host: 'jump' }],
  ['ssh -i ~/.ssh/jump_key -W %h:%p jump', { host: 'jump', options: [] }],
  [
    'ssh -p2200 -l me -o ServerAliveInterval=5 -axT jump -W%h:%p',
    { host: 'jump', options: ['Port=2200', 'User=me', 'ServerAliveInterval=5'] },
  ],
  ['ssh -qW %h:%p -J gate jump', { host: 'jump', options: ['ProxyJump=gate'] }],
  ['ssh jump nc -w 60 %h %p 2> /dev/null', { host: 'jump' }],
])('reads %s as an ssh to another machine', (text, expected) => {
  expect(readSshCommand(text)).toMatchObject(expected);
});

it('keeps the options in their order', () => {
  expect(readSshCommand('ssh -o A=1 -S none jump -o B=2 -W %h:%p')?.options).toEqual([
    'A=1',
    'ControlPath=none',
    'B=2',
  ]);
});

it.each([
  'nc -X 5 -x proxy:1080 %h %p',
  'ssh jump',
  'ssh -F other -W %h:%p jump',
  'ssh -W %h:%p %r@jump',
  'ssh -W %h:%p jump | tee log',
  'ssh -W %h:%p $(cat jump)',
  'sh -c "ssh -W %h:%p jump"',
  'ssh -W',
  'ssh -l %r -W %h:%p jump',
])('does not guess what %s does', (text) => {
  expect(readSshCommand(text)).toBeUndefined();
});
