import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const pack = path.join(import.meta.dirname, '../../../integrations/osquery/ssh_timeouts.conf');

/** The tables that the pack reads, with columns of osquery's published schema (5.x). */
const tables = {
  deb_packages: ['name', 'version', 'source', 'size', 'arch', 'revision', 'status', 'maintainer'],
  rpm_packages: ['name', 'version', 'release', 'source', 'size', 'sha1', 'arch', 'epoch', 'vendor'],
  augeas: ['node', 'value', 'label', 'path'],
  system_controls: ['name', 'oid', 'subsystem', 'current_value', 'config_value', 'type'],
  processes: ['pid', 'name', 'path', 'cmdline', 'state', 'uid', 'gid', 'start_time', 'parent'],
};

/** osquery answers queries with SQLite, so SQLite says whether they are well formed and name what is there. */
const program = `
import json, sqlite3, sys
given = json.load(sys.stdin)
database = sqlite3.connect(":memory:")
for table, columns in given["tables"].items():
    database.execute("CREATE TABLE %s (%s)" % (table, ", ".join(columns)))
rows = given["rows"]
for table, values in rows:
    database.execute("INSERT INTO %s (%s) VALUES (%s)" % (table, ", ".join(values), ", ".join("?" * len(values))), list(values.values()))
print(json.dumps({name: len(database.execute(query["query"]).fetchall()) for name, query in given["queries"].items()}))
`;

const python = spawnSync('python3', ['-c', 'import sqlite3']).status === 0;

describe.skipIf(!python)(`the osquery pack${python ? '' : ' (Python is not installed)'}`, () => {
  it('asks for columns that osquery documents, and finds what it is after', () => {
    const { queries } = JSON.parse(fs.readFileSync(pack, 'utf8'));
    const rows = [
      ['deb_packages', { name: 'openssh-server', version: '1:9.2p1-2+deb12u7' }],
      ['deb_packages', { name: 'bash', version: '5.2' }],
      ['rpm_packages', { name: 'openssh-clients', version: '8.7p1', release: '38.el9' }],
      ['augeas', { path: '/etc/ssh/sshd_config', label: 'ClientAliveInterval', value: '300' }],
      ['augeas', { path: '/etc/ssh/sshd_config.d/10-x.conf', label: 'Match', value: '' }],
      ['augeas', { path: '/etc/ssh/sshd_config', label: 'Port', value: '22' }],
      ['augeas', { path: '/etc/ssh/ssh_config', label: 'Include', value: 'x' }],
      ['system_controls', { name: 'net.ipv4.tcp_keepalive_time', current_value: '7200' }],
      ['system_controls', { name: 'kernel.pid_max', current_value: '1' }],
      ['processes', { pid: 1, name: 'systemd', parent: 0 }],
      ['processes', { pid: 7, name: 'sshd', parent: 1 }],
      ['processes', { pid: 9, name: 'sshd', parent: 7 }],
    ];
    const answer = spawnSync('python3', ['-c', program], {
      input: JSON.stringify({ tables, rows, queries }),
      encoding: 'utf8',
    });
    expect(answer.stderr).toBe('');
    expect(JSON.parse(answer.stdout)).toEqual({
      openssh_release_deb: 1,
      openssh_release_rpm: 1,
      sshd_time_directives: 2,
      tcp_keepalive: 1,
      sshd_started: 1,
    });
  });
});
