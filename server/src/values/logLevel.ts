import { fault, type Parsed, parsed } from './parsed.ts';

const levels = ['QUIET', 'FATAL', 'ERROR', 'INFO', 'VERBOSE', 'DEBUG', 'DEBUG1', 'DEBUG2', 'DEBUG3'];
const facilities = [
  'DAEMON',
  'USER',
  'AUTH',
  'AUTHPRIV',
  'LOCAL0',
  'LOCAL1',
  'LOCAL2',
  'LOCAL3',
  'LOCAL4',
  'LOCAL5',
  'LOCAL6',
  'LOCAL7',
];

/** Reads a log level, whatever its case, as it is printed back. Code: `invalid-log-level`. */
export function readLogLevel(text: string, vendor: 'upstream' | 'debian'): Parsed<string> {
  const word = text.toUpperCase();
  // Debian's builds have an old name of the first level, and print that one.
  if (vendor === 'debian' && (word === 'SILENT' || word === 'QUIET')) return parsed('SILENT');
  if (word === 'DEBUG1') return parsed('DEBUG');
  return levels.includes(word) ? parsed(word) : fault('invalid-log-level');
}

/** Reads a syslog facility, whatever its case. Code: `invalid-log-facility`. */
export function readLogFacility(text: string): Parsed<string> {
  const word = text.toUpperCase();
  return facilities.includes(word) ? parsed(word) : fault('invalid-log-facility');
}
