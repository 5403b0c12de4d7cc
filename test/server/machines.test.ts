import { describe, expect, it } from 'vitest';
import { environmentOf, isOnKnownMachine } from '../../server/src/machines.ts';

const environment = { homeUri: 'file:///home/me', systemDirectoryUri: 'file:///etc/ssh', userName: 'me' };

describe('the machine that a document is on', () => {
  it.each([
    'file:///home/me/.ssh/config',
    'file:///repo/sshd_config',
    'file://fileserver/share/.ssh/config',
    'untitled:Untitled-1',
    'git:/home/me/.ssh/config?%7B%7D',
  ])('is the known one for %s', (uri) => {
    expect(environmentOf(uri, { environment })).toBe(environment);
  });

  it.each([
    ['vscode-remote://ssh-remote%2Bweb/home/ann/.ssh/config', 'vscode-remote://ssh-remote%2Bweb/home/ann'],
    ['vscode-remote://wsl%2Bubuntu/root/.ssh/conf.d/x', 'vscode-remote://wsl%2Bubuntu/root'],
    ['vscode-remote://wsl%2Bubuntu/etc/ssh/sshd_config', undefined],
    ['vscode-remote://dev-container%2B1/workspaces/x/ssh_config', undefined],
  ])('is another for %s, of which the path tells the home', (uri, homeUri) => {
    const found = environmentOf(uri, { environment });
    expect(found.homeUri).toBe(homeUri);
    expect(found.userName).toBeUndefined();
    expect(found.systemDirectoryUri).toMatch(/\/etc\/ssh$/);
    expect(isOnKnownMachine(uri, { environment })).toBe(false);
  });

  it('may be a Windows one', () => {
    const found = environmentOf('vscode-remote://ssh-remote%2Bpc/c%3A/Users/me/.ssh/config', { environment });
    expect(found.homeUri).toBe('vscode-remote://ssh-remote%2Bpc/c%3A/Users/me');
    expect(found.systemDirectoryUri).toBe('vscode-remote://ssh-remote%2Bpc/c%3A/ProgramData/ssh');
  });

  it.each([
    'vscode-vfs://github/me/dotfiles/.ssh/config',
    'vscode-local:/home/me/.ssh/config',
    'file://wsl.localhost/Ubuntu/home/me/.ssh/config',
  ])('is not known for %s', (uri) => {
    expect(environmentOf(uri, { environment })).toEqual({});
  });

  it('is not the one of the extension for what a remote window has not saved', () => {
    expect(environmentOf('untitled:Untitled-1', { environment, remoteWindow: true })).toEqual({});
    expect(environmentOf('file:///home/me/.ssh/config', { environment, remoteWindow: true })).toBe(environment);
  });

  it('is known nowhere where nothing is known', () => {
    expect(isOnKnownMachine('file:///home/me/.ssh/config', { environment: {} })).toBe(false);
  });
});
