import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const server = path.join(root, 'server', 'src');

/** Rooms of the server from the lowest to the highest. An import may point to the same room or to one below. */
const floors: Readonly<Record<string, number>> = {
  syntax: 0,
  values: 1,
  knowledge: 2,
  files: 2,
  resolve: 3,
  timeouts: 4,
  python: 4,
  rules: 5,
  picture: 5,
  keepalive: 5,
  features: 6,
  // Files that stand in server/src itself: the workspace and the server.
  '': 7,
  cli: 8,
};
/** Rooms on one floor that must not look into each other. */
const strangers: readonly (readonly [string, string])[] = [
  ['timeouts', 'python'],
  ['rules', 'keepalive'],
  ['rules', 'picture'],
  ['keepalive', 'picture'],
  ['knowledge', 'files'],
];
/** Types that every room may name: settings, snapshot, protocol and the version constant hold no behaviour. */
const sharedTypes = new Set(['settings.ts', 'snapshot.ts', 'pythonSnapshot.ts', 'protocol.ts', 'version.d.ts']);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sourceFiles(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(directory, name));
}

function importsOf(file: string): Import[] {
  const text = fs.readFileSync(file, 'utf8');
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gms;
  return [...text.matchAll(pattern)].map((match) => ({
    from: file,
    to: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }));
}

function room(file: string): string {
  const relative = path.relative(server, file);
  return relative.includes(path.sep) ? (relative.split(path.sep)[0] ?? '') : '';
}

const serverFiles = sourceFiles(server);
const clientFiles = sourceFiles(path.join(root, 'client', 'src'));
const named = (file: string): string => path.relative(root, file);

describe('the house', () => {
  it('has imports that go downward only', () => {
    const upward = serverFiles.flatMap(importsOf).filter(({ from, to }) => {
      if (!to.startsWith('.')) return false;
      const target = path.resolve(path.dirname(from), to);
      if (sharedTypes.has(path.relative(server, target))) return false;
      const [own, other] = [room(from), room(target)];
      if (own === other) return false;
      if (strangers.some((pair) => pair.includes(own) && pair.includes(other))) return true;
      return (floors[other] ?? 99) > (floors[own] ?? -1);
    });
    expect(upward.map(({ from, to }) => `${named(from)} -> ${to}`)).toEqual([]);
  });

  it('has no circles', () => {
    const graph = new Map(
      serverFiles.map((file) => [
        file,
        importsOf(file)
          .filter(({ to, typeOnly }) => to.startsWith('.') && !typeOnly)
          .map(({ to }) => path.resolve(path.dirname(file), to)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].map(named).join(' -> '));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of serverFiles) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('keeps Node, clocks, the console and promises out of the rooms that only think', () => {
    const thinking = ['syntax', 'values', 'knowledge', 'timeouts', 'rules', 'picture', 'features', 'python'];
    const faults = serverFiles
      .filter((file) => thinking.includes(room(file)))
      .flatMap((file) => {
        const code = fs
          .readFileSync(file, 'utf8')
          .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g, '');
        return [
          /\bDate\.now\b|\bnew Date\b|\bperformance\./,
          /\bconsole\./,
          /\basync\b|\bawait\b|\bPromise\b/,
          /\bprocess\./,
        ]
          .filter((pattern) => pattern.test(code) || importsOf(file).some(({ to }) => to.startsWith('node:')))
          .map((pattern) => `${named(file)}: ${pattern.source}`);
      });
    expect(faults).toEqual([]);
  });

  it('starts processes only in the command line, the runner of the live test and the client', () => {
    const starters = serverFiles
      .filter((file) => importsOf(file).some(({ to }) => /^(node:)?child_process$/.test(to)))
      .map((file) => room(file));
    expect([...new Set(starters)].filter((name) => name !== 'cli' && name !== 'keepalive')).toEqual([]);
  });

  it('lets the client see of the server only the protocol, the picture and the live test', () => {
    const foreign = clientFiles.flatMap(importsOf).filter(({ from, to }) => {
      const target = path.resolve(path.dirname(from), to);
      if (!to.startsWith('.') || !target.startsWith(server)) return false;
      const relative = path.relative(server, target).replaceAll(path.sep, '/');
      return relative !== 'protocol.ts' && !/^(keepalive|picture)\//.test(relative);
    });
    expect(foreign.map(({ from, to }) => `${named(from)} -> ${to}`)).toEqual([]);
  });

  it('registers handlers where the connection lives and where requests are answered, nowhere else', () => {
    const handlers = ['server.ts', 'editorRequests.ts', 'clientRequests.ts'];
    const others = serverFiles.filter((file) => {
      if (handlers.includes(path.basename(file))) return false;
      return /connection\.(onRequest|languages\.\w+\.on|on[A-Z]\w+\()/.test(fs.readFileSync(file, 'utf8'));
    });
    expect(others.map(named).filter((file) => !file.endsWith('diagnosticsTransport.ts'))).toEqual([]);
  });
});
