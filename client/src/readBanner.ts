/** `OpenSSH 9.2p1 Debian-2+deb12u10` out of what `ssh -V` prints; libraries and control characters are left out. */
export function readBanner(banner: string): string {
  const [program = ''] = banner.split(',');
  return program
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/OpenSSH_/, 'OpenSSH ')
    .trim()
    .slice(0, 80);
}
