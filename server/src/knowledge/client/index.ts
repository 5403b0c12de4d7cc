import { auth } from './auth.ts';
import { connection } from './connection.ts';
import { crypto } from './crypto.ts';
import { forwarding } from './forwarding.ts';
import { hostKeys } from './hostKeys.ts';
import { legacy } from './legacy.ts';
import { session } from './session.ts';
import { structure } from './structure.ts';
import { time } from './time.ts';
import { vendor } from './vendor.ts';

/** The tables of the client's directives, by topic. */
export const tables = [
  auth,
  connection,
  crypto,
  forwarding,
  hostKeys,
  legacy,
  session,
  structure,
  time,
  vendor,
] as const;
