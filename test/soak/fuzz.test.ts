import { expect, it } from 'vitest';
import { fuzz } from '../helpers/fuzz.ts';

const messages = Number(process.env['COUNT'] ?? 20_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

it('the server answers every request of a client that sends anything', { timeout: 7_200_000 }, async () => {
  const report = await fuzz({ seed, messages });
  const { memory, seconds, requests, answered } = report;
  console.log(
    `seed ${seed}: ${report.messages} messages, ${answered} of ${requests} requests answered, ${seconds.toFixed(0)} s`,
  );
  console.log(`resident memory along the way: ${memory.join(' ')} MB`);
  expect({
    exit: report.exit,
    faults: report.faults,
    refusals: report.refusals,
    unanswered: report.unanswered,
  }).toEqual({
    exit: undefined,
    faults: [],
    refusals: [],
    unanswered: [],
  });
  expect(answered).toBe(requests);
  // Half of the way is warming up; from then on memory may wander, not climb.
  const late = memory.slice(Math.floor(memory.length / 2));
  if (late.length >= 4) expect(Math.min(...late.slice(-3))).toBeLessThan(Math.max(...late.slice(0, 3)) * 1.5);
});
