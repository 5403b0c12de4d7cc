import { spawn, spawnSync } from 'node:child_process';
import readline from 'node:readline';
import { type Observation, observe, startObservation } from './observe.ts';
import type { RunnerEvent, RunnerRequest } from './runnerProtocol.ts';

/** A test under way. */
export interface RunningTest {
  /** Never rejects: what went wrong is in the observation. */
  readonly observation: Promise<Observation>;
  /** Ends it early; the observation says so. */
  cancel(): void;
}

/**
 * Runs `dist/keepalive.js` in a process of its own, with this process's own Node.
 * @param runner Path of the bundle.
 */
export function startRunner(
  runner: string,
  request: RunnerRequest,
  onUpdate: (event: Extract<RunnerEvent, { type: 'update' }>) => void,
): RunningTest {
  const child = spawn(process.execPath, [runner], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Inside VS Code the executable is Electron, which this turns into plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
    shell: false,
  });
  const observation = new Promise<Observation>((resolve) => {
    let seen: Observation | undefined;
    const failed = (kind: 'no-start' | 'no-result', reason: string) =>
      observe(startObservation(request.plan.mode, 'fifo'), { kind, at: 0, reason });
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parse(line);
      if (event?.type === 'update') onUpdate(event);
      if (event?.type === 'end') seen = event.observation;
    });
    child.once('error', (error) => resolve(failed('no-start', error.message)));
    // Only now is everything gone that the runner had started.
    child.once('close', (code, signal) => resolve(seen ?? failed('no-result', signal ?? String(code))));
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(request)}\n`);
  return {
    observation,
    cancel: () => {
      child.stdin.write('{"cancel":true}\n');
    },
  };
}

/** What `ssh -V` prints; it reads no configuration and so runs nothing. Undefined where it says nothing. */
export function askVersion(program: string): string | undefined {
  const answer = spawnSync(program, ['-V'], { encoding: 'utf8', timeout: 5_000, windowsHide: true, shell: false });
  return `${answer.stderr ?? ''}${answer.stdout ?? ''}`.trim() || undefined;
}

function parse(line: string): RunnerEvent | undefined {
  try {
    return JSON.parse(line) as RunnerEvent;
  } catch {
    return undefined;
  }
}
