import fs from 'node:fs';

/**
 * Names of the groups that a user of this machine is in, from `/etc/passwd` and `/etc/group`. Undefined where the user
 * is not in them: an account of a directory service, whose groups only the system could tell.
 */
export function localGroups(user: string): readonly string[] | undefined {
  const account = entries('/etc/passwd').find(([name]) => name === user);
  if (!account) return undefined;
  const primary = account[3];
  const groups = entries('/etc/group').filter(
    ([, , id, members]) => id === primary || (members ?? '').split(',').includes(user),
  );
  return groups.map(([name]) => name ?? '');
}

function entries(file: string): string[][] {
  try {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => line.split(':'));
  } catch {
    return [];
  }
}
