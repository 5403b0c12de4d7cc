import { fault, type Parsed, parsed } from './parsed.ts';

/** Ways to prove who one is, with the directive that switches each on. `none` has none. */
export const authenticationMethods: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  publickey: 'pubkeyauthentication',
  'gssapi-with-mic': 'gssapiauthentication',
  password: 'passwordauthentication',
  'keyboard-interactive': 'kbdinteractiveauthentication',
  hostbased: 'hostbasedauthentication',
};

/**
 * Reads one argument of AuthenticationMethods: methods that must all succeed, each perhaps with a submethod after `:`.
 * Codes: `missing-argument`, `unknown-authentication-method`.
 */
export function readAuthMethods(text: string): Parsed<readonly string[]> {
  if (text === '') return fault('missing-argument');
  const methods = text.split(',').map((method) => method.replace(/:.*$/s, ''));
  const known = methods.every((method) => Object.hasOwn(authenticationMethods, method));
  return known ? parsed(methods) : fault('unknown-authentication-method');
}
