import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../server/src/files/fileSystem.ts';
import { pythonReader } from '../../server/src/python/pythonReader.ts';
import {
  createWorkspace,
  type OpenDocument,
  type Workspace,
  type WorkspaceOptions,
} from '../../server/src/workspace.ts';
import { testEnvironment } from '../helpers/editor.ts';
import { type MemoryFile, memoryFileSystem } from '../helpers/memoryFileSystem.ts';

const environment = { ...testEnvironment, uid: 0 };

interface Bench {
  readonly workspace: Workspace;
  readonly open: Map<string, string>;
  readonly disk: Record<string, string | MemoryFile>;
  /** Calls of the file system so far. */
  readonly calls: string[];
  clock: number;
  edit(path: string, text: string): void;
}

function bench(disk: Record<string, string | MemoryFile>, options: Partial<WorkspaceOptions> = {}): Bench {
  const open = new Map<string, string>();
  const calls: string[] = [];
  const watched: FileSystem = {
    stat: (uri) => {
      calls.push(`stat ${uri}`);
      return memoryFileSystem(disk).stat(uri);
    },
    readText: (uri) => {
      calls.push(`read ${uri}`);
      return memoryFileSystem(disk).readText(uri);
    },
    list: (uri) => {
      calls.push(`list ${uri}`);
      return memoryFileSystem(disk).list(uri);
    },
  };
  const self: Bench = {
    open,
    disk,
    calls,
    clock: 0,
    edit(path, text) {
      open.set(`file://${path}`, text);
      self.workspace.documentsChanged();
    },
    workspace: createWorkspace({
      fileSystem: watched,
      environment,
      loadPythonReader: async () => pythonReader,
      now: () => self.clock,
      openDocuments: () =>
        [...open].map(([uri, text]): OpenDocument => ({ uri, languageId: '', version: 1, getText: () => text })),
      clientSettings: async () => undefined,
      folders: () => [],
      canTestKeepalive: false,
      ...options,
    }),
  };
  return self;
}

const roots = async ({ workspace }: Bench, path: string) =>
  (await workspace.snapshot(`file://${path}`))?.graphs.map((graph) => graph.roots.map(({ uri }) => uri.slice(7)));

describe('the configurations that a document is judged in', () => {
  it('are the user’s and the system’s files together', async () => {
    const b = bench({ '/home/me/.ssh/config': '' });
    b.edit('/home/me/.ssh/config', 'Host web\n');
    expect(await roots(b, '/home/me/.ssh/config')).toEqual([['/home/me/.ssh/config', '/etc/ssh/ssh_config']]);
  });

  it('are those whose Include reads a fragment', async () => {
    const b = bench({ '/home/me/.ssh/config': 'Include conf.d/*\n', '/home/me/.ssh/conf.d/10-web': '' });
    b.edit('/home/me/.ssh/conf.d/10-web', 'Host web\n');
    expect(await roots(b, '/home/me/.ssh/conf.d/10-web')).toEqual([['/home/me/.ssh/config', '/etc/ssh/ssh_config']]);
  });

  it('are several where several read it', async () => {
    const b = bench({
      '/home/me/.ssh/config': 'Include /srv/ssh/conf.d/10-web.conf\n',
      '/srv/ssh/config': 'Include /srv/ssh/conf.d/*.conf\n',
      '/srv/ssh/conf.d/10-web.conf': '',
    });
    b.edit('/srv/ssh/conf.d/10-web.conf', 'Host web\n');
    expect(await roots(b, '/srv/ssh/conf.d/10-web.conf')).toEqual([
      ['/home/me/.ssh/config', '/etc/ssh/ssh_config'],
      ['/srv/ssh/config'],
    ]);
  });

  it('are the document alone where none reads it', async () => {
    const b = bench({ '/srv/x/ssh_config': '', '/srv/x/ssh_config.d/1.conf': '' });
    b.edit('/srv/x/ssh_config.d/1.conf', 'Host web\n');
    expect(await roots(b, '/srv/x/ssh_config.d/1.conf')).toEqual([['/srv/x/ssh_config.d/1.conf']]);
  });

  it('follow an Include that was typed just now in another open file', async () => {
    const b = bench({ '/srv/ssh_config': '', '/elsewhere/ssh_config_web': '' });
    b.edit('/elsewhere/ssh_config_web', 'Host web\n');
    expect(await roots(b, '/elsewhere/ssh_config_web')).toEqual([['/elsewhere/ssh_config_web']]);
    b.edit('/srv/ssh_config', 'Include /elsewhere/ssh_config_web\n');
    expect(await roots(b, '/elsewhere/ssh_config_web')).toEqual([['/srv/ssh_config']]);
  });

  it('are none for a document of another kind', async () => {
    const b = bench({});
    b.edit('/home/me/notes.md', '# Host web\n');
    expect(await b.workspace.snapshot('file:///home/me/notes.md')).toBeUndefined();
  });
});

describe('an edit', () => {
  it('keeps the lines it did not touch, and the files it did not touch', async () => {
    const b = bench({ '/home/me/.ssh/config': '', '/home/me/.ssh/conf.d/1': 'Host a\n' });
    b.edit('/home/me/.ssh/config', 'Include conf.d/*\nHost web\n  Port 1\n');
    const before = await b.workspace.snapshot('file:///home/me/.ssh/config');
    b.edit('/home/me/.ssh/config', 'Include conf.d/*\nHost web\n  Port 12\n');
    const after = await b.workspace.snapshot('file:///home/me/.ssh/config');
    expect(after?.file).not.toBe(before?.file);
    expect(after?.file.lines[1]).toBe(before?.file.lines[1]);
    expect(after?.file.lines[2]).not.toBe(before?.file.lines[2]);
    const fragment = 'file:///home/me/.ssh/conf.d/1';
    const states = [before, after].map((snapshot) => snapshot?.graphs[0].files.get(fragment));
    expect(states[0]).toMatchObject({ kind: 'loaded' });
    expect(states[1]?.kind === 'loaded' && states[1].file).toBe(states[0]?.kind === 'loaded' && states[0].file);
  });

  it('costs no look at the disk within a second', async () => {
    const b = bench({ '/home/me/.ssh/config': '', '/home/me/.ssh/conf.d/1': 'Host a\n' });
    b.edit('/home/me/.ssh/config', 'Include conf.d/*\n');
    await b.workspace.snapshot('file:///home/me/.ssh/config');
    b.calls.length = 0;
    b.edit('/home/me/.ssh/config', 'Include conf.d/*\nHost x\n');
    await b.workspace.snapshot('file:///home/me/.ssh/config');
    expect(b.calls).toEqual([]);
  });

  it('that is taken back gives the snapshot of before', async () => {
    const b = bench({ '/home/me/.ssh/config': '' });
    b.edit('/home/me/.ssh/config', 'Host web\n');
    const before = await b.workspace.snapshot('file:///home/me/.ssh/config');
    b.edit('/home/me/.ssh/config', 'Host webs\n');
    b.edit('/home/me/.ssh/config', 'Host web\n');
    expect(await b.workspace.snapshot('file:///home/me/.ssh/config')).toBe(before);
  });
});

describe('a change on disk', () => {
  const fragment = '/home/me/.ssh/conf.d/1';
  const start = async (options: Partial<WorkspaceOptions> = {}) => {
    const b = bench({ '/home/me/.ssh/config': '', [fragment]: 'Host a\n' }, options);
    b.edit('/home/me/.ssh/config', 'Include conf.d/*\n');
    await b.workspace.snapshot('file:///home/me/.ssh/config');
    b.disk[fragment] = 'Host another\n';
    return b;
  };
  const text = async (b: Bench) => {
    const state = (await b.workspace.snapshot('file:///home/me/.ssh/config'))?.graphs[0].files.get(
      `file://${fragment}`,
    );
    return state?.kind === 'loaded' ? state.file.text : state?.kind;
  };

  it('is seen after a second where nobody reports it', async () => {
    const b = await start();
    expect(await text(b)).toBe('Host a\n');
    b.clock = 1001;
    expect(await text(b)).toBe('Host another\n');
  });

  it('is seen at once where the client reports it, and not looked for', async () => {
    const b = await start({ watched: () => true });
    b.clock = 30_000;
    b.calls.length = 0;
    expect(await text(b)).toBe('Host a\n');
    expect(b.calls).toEqual([]);
    expect(b.workspace.filesChanged([`file://${fragment}`])).toBe(true);
    expect(await text(b)).toBe('Host another\n');
  });

  it('of a file that no configuration reads changes nothing', async () => {
    const b = await start();
    expect(b.workspace.filesChanged(['file:///home/me/.ssh/known_hosts'])).toBe(false);
    expect(b.workspace.filesChanged([`file:///home/me/.ssh/conf.d/2`])).toBe(true);
  });

  it('of nothing gives the same snapshot again', async () => {
    const b = await start();
    b.disk[fragment] = 'Host a\n';
    const before = await b.workspace.snapshot('file:///home/me/.ssh/config');
    b.clock = 5000;
    expect(await b.workspace.snapshot('file:///home/me/.ssh/config')).toBe(before);
    expect(b.calls.filter((call) => call === `read file://${fragment}`)).toHaveLength(1);
  });
});

describe('settings', () => {
  it('come from the nearest .ssh-timeouts.json, over those of the client', async () => {
    const b = bench(
      {
        '/srv/p/.ssh-timeouts.json': '{"openssh": {"version": "9.2"}, "servers": {"web": "sshd/sshd_config"}}',
        '/srv/.ssh-timeouts.json': '{"openssh": {"version": "8.4"}}',
        '/srv/p/sshd/sshd_config': 'ClientAliveInterval 5\n',
      },
      { clientSettings: async () => ({ openssh: { version: '9.9' }, rules: { x: 'off' } }) },
    );
    b.edit('/srv/p/a/ssh_config', 'Host web\n');
    const snapshot = await b.workspace.snapshot('file:///srv/p/a/ssh_config');
    expect(snapshot?.version).toMatchObject({ major: 9, minor: 2, vendor: 'debian' });
    expect(snapshot?.versionSource).toBe('setting');
    expect(snapshot?.settings.rules).toEqual({ x: 'off' });
    expect(snapshot?.serverGraphs.get('sshd/sshd_config')?.files.get('file:///srv/p/sshd/sshd_config')?.kind).toBe(
      'loaded',
    );
  });

  it('without a version take the machine’s, with the vendor that only ssh -V names', async () => {
    const b = bench(
      {},
      { sshVersion: 'OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3', sshdVersion: 'OpenSSH_9.2, OpenSSL 3' },
    );
    b.edit('/etc/ssh/sshd_config', 'Port 22\n');
    expect(await b.workspace.snapshot('file:///etc/ssh/sshd_config')).toMatchObject({
      version: { major: 9, minor: 2, patch: 1, vendor: 'debian' },
      versionSource: 'machine',
    });
  });
});

describe('folders that stand for others', () => {
  const disk = {
    '/repo/role/files/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\n',
    '/repo/role/files/sshd_config.d/10-x.conf': '',
    '/repo/dot/config': { text: 'Include work/*\nInclude ~/.ssh/more\n', uid: 7, mode: 0o666 },
    '/repo/dot/work/a': '',
    '/repo/dot/more': '',
    '/repo/.ssh-timeouts.json': '{"fileRoots": {"~/.ssh": "dot", "/etc/ssh": "role/files"}}',
  };

  it('make a repository’s fragments part of its own main file', async () => {
    const b = bench(disk);
    b.edit('/repo/role/files/sshd_config.d/10-x.conf', 'Port 22\n');
    b.edit('/repo/dot/work/a', 'Host web\n  Port 22\n');
    b.edit('/repo/dot/more', 'Host web\n  Port 22\n  HostName x\n');
    expect(await roots(b, '/repo/role/files/sshd_config.d/10-x.conf')).toEqual([['/repo/role/files/sshd_config']]);
    const user = [['/repo/dot/config', '/repo/role/files/ssh_config']];
    expect(await roots(b, '/repo/dot/work/a')).toEqual(user);
    expect(await roots(b, '/repo/dot/more')).toEqual(user);
  });

  it('work where no home is known', async () => {
    const b = bench(disk, { environment: {} });
    b.edit('/repo/dot/work/a', 'Host web\n  Port 22\n  HostName x\n');
    expect(await roots(b, '/repo/dot/work/a')).toEqual([['/repo/dot/config', '/repo/role/files/ssh_config']]);
  });
});

describe('a file that is not open', () => {
  it('is read from disk for questions about it', async () => {
    const b = bench({ '/home/me/.ssh/config': 'Host web\n' });
    expect((await b.workspace.snapshot('file:///home/me/.ssh/config'))?.file.text).toBe('Host web\n');
    expect(await b.workspace.snapshot('file:///home/me/.ssh/nothing')).toBeUndefined();
  });
});

describe('a document on another machine', () => {
  const remote = 'vscode-remote://ssh-remote%2Bweb';
  const files = {
    '/home/ann/.ssh/config': 'Include conf.d/*\nHost web\n  ServerAliveInterval 30\n',
    '/home/ann/.ssh/conf.d/1': 'Host web\n  ServerAliveInterval 10\n',
    '/etc/ssh/ssh_config': 'Host *\n  ServerAliveCountMax 7\n',
  };
  const onlyThere = (): FileSystem => {
    const there = (uri: string) => (uri.startsWith(`${remote}/`) ? uri.replace(remote, 'file://') : 'file:///nowhere');
    const disk = memoryFileSystem(files);
    return {
      stat: (uri) => disk.stat(there(uri)),
      readText: (uri) => disk.readText(there(uri)),
      list: (uri) => disk.list(there(uri)),
    };
  };
  const uri = `${remote}/home/ann/.ssh/config`;
  const document = { uri, languageId: 'ssh_config', version: 1, getText: () => files['/home/ann/.ssh/config'] };

  it('is judged by the files of that machine, in a version that is not taken from this one', async () => {
    const { workspace } = bench(
      {},
      {
        fileSystem: onlyThere(),
        openDocuments: () => [document],
        sshVersion: 'OpenSSH_8.4p1 Debian-5',
        canTestKeepalive: true,
      },
    );
    const snapshot = await workspace.snapshot(uri);
    expect([...(snapshot?.graphs[0].files.keys() ?? [])]).toEqual([
      uri,
      `${remote}/home/ann/.ssh/conf.d/1`,
      `${remote}/etc/ssh/ssh_config`,
    ]);
    expect(snapshot?.graphs[0].environment.userName).toBeUndefined();
    expect(snapshot?.versionSource).toBe('newest');
    expect(snapshot).toMatchObject({ canTestKeepalive: false, elsewhere: true });
  });
});

describe('several workspace folders', () => {
  it('resolve a path of the settings from the folder that holds the document, not from one that begins alike', async () => {
    const self = bench(
      { '/work/app-b/servers/x': 'ClientAliveInterval 5\n', '/work/app/servers/x': 'ClientAliveInterval 6\n' },
      {
        folders: () => ['file:///work/app', 'file:///work/app-b'],
        clientSettings: async () => ({ servers: { '*': 'servers/x' } }),
      },
    );
    self.edit('/work/app-b/ssh_config', 'Host a\n');
    const snapshot = await self.workspace.snapshot('file:///work/app-b/ssh_config');
    expect([...(snapshot?.serverGraphs.get('servers/x')?.files.keys() ?? [])]).toEqual([
      'file:///work/app-b/servers/x',
    ]);
  });
});
