import { atLeast, type OpenSshVersion } from './openSshVersion.ts';
import { fault, type Parsed, parsed } from './parsed.ts';
import { scanNumbers } from './scanNumbers.ts';

/** Unauthenticated connections: from `begin` on some are refused, at `rate` percent, and from `full` on all. */
export interface MaxStartups {
  readonly begin: number | undefined;
  /** Undefined where only one number is given: the rate stays what it was. */
  readonly rate: number | undefined;
  readonly full: number;
}

/** Reads `10` or `10:30:100`. Codes: `missing-argument`, `invalid-max-startups`. */
export function readMaxStartups(text: string, version: OpenSshVersion): Parsed<MaxStartups> {
  if (text === '') return fault('missing-argument');
  const [begin, rate, full] = scanNumbers(text, 3);
  if (begin === undefined || (rate !== undefined && full === undefined)) return fault('invalid-max-startups');
  // Zero and negative limits were let through before 9.2.
  const least = atLeast(version, '9.2') ? 1 : Number.NEGATIVE_INFINITY;
  if (begin < least || (full ?? begin) < least) return fault('invalid-max-startups');
  if (rate === undefined || full === undefined) {
    // 10.1 and 10.2 lose the number where it stands alone, and keep the default of `begin`.
    const lost = atLeast(version, '10.1') && !atLeast(version, '10.3');
    return parsed({ begin: lost ? undefined : begin, rate: undefined, full: begin });
  }
  return begin > full || rate > 100 || rate < 1 ? fault('invalid-max-startups') : parsed({ begin, rate, full });
}
