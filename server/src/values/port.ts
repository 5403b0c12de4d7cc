/**
 * TCP services that usual systems name in /etc/services and that people write in a configuration. The list of the
 * machine itself cannot be asked, so other names count as unknown.
 */
const servicePorts: Readonly<Record<string, number>> = {
  echo: 7,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  mail: 25,
  whois: 43,
  domain: 53,
  gopher: 70,
  finger: 79,
  http: 80,
  www: 80,
  kerberos: 88,
  pop3: 110,
  sunrpc: 111,
  nntp: 119,
  ntp: 123,
  imap2: 143,
  imap: 143,
  snmp: 161,
  ldap: 389,
  https: 443,
  submission: 587,
  ldaps: 636,
  rsync: 873,
  imaps: 993,
  pop3s: 995,
  socks: 1080,
  mysql: 3306,
  postgresql: 5432,
  redis: 6379,
};

/** A port number from 0 to 65535, or that of a well-known service; undefined for anything else. */
export function readPort(text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/.exec(text);
  if (match) {
    const value = match[1] === '-' ? -Number(match[2]) : Number(match[2]);
    if (value >= 0 && value <= 65535) return value === 0 ? 0 : value;
    return undefined;
  }
  return Object.hasOwn(servicePorts, text) ? servicePorts[text] : undefined;
}
