import type { Dialect } from '../syntax/configFile.ts';
import type { OpenSshVersion } from '../values/openSshVersion.ts';

const gssapi = 'Fedora, Red Hat';

/**
 * Words that patches of some builds add and whose `ssh -V` does not name them: Apple's keychain, and the key exchange
 * with GSSAPI that Red Hat patches in as Debian does. In lower case, with the builds that know them.
 */
const words: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  client: {
    usekeychain: 'Apple',
    gssapiclientidentity: gssapi,
    gssapikexalgorithms: gssapi,
    gssapikeyexchange: gssapi,
    gssapirenewalforcesrekey: gssapi,
    gssapiserveridentity: gssapi,
    gssapitrustdns: gssapi,
  },
  server: {
    gssapienablek5users: gssapi,
    gssapikexalgorithms: gssapi,
    gssapikeyexchange: gssapi,
    gssapistorecredentialsonrekey: gssapi,
    kerberosuniqueccache: gssapi,
    kerberosusekuserok: gssapi,
  },
};

/** The builds that add a word, for messages; undefined for words that none is known to add. */
export function otherBuilds(dialect: Dialect, keyword: string): string | undefined {
  const known = words[dialect];
  const name = keyword.toLowerCase();
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Whether the build at hand, which may be anybody's, may know the word. */
export function mayKnow(dialect: Dialect, keyword: string, version: OpenSshVersion): boolean {
  return version.vendorUnknown === true && otherBuilds(dialect, keyword) !== undefined;
}
