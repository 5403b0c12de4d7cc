import { expect, it } from 'vitest';
import { fuzz } from '../helpers/fuzz.ts';

// `npm run soak -- fuzz --count N` goes on for longer, with another seed each time.
it.each([1, 2])(
  'answers every request among edits, cancellations and nonsense (seed %i)',
  {
    timeout: 60_000,
  },
  async (seed) => {
    const { exit, faults, refusals, unanswered, requests, answered } = await fuzz({ seed, messages: 1500 });
    expect({ exit, faults, refusals, unanswered }).toEqual({
      exit: undefined,
      faults: [],
      refusals: [],
      unanswered: [],
    });
    expect(answered).toBe(requests);
  },
);
