#!/bin/sh
# Prints one line of JSON about this machine for `ssh-timeouts fleet`. POSIX sh, sed, tr and awk; nothing is changed.
# Run as root, or as a user who may read sshd_config and the host keys. Arguments go to `sshd -T`: -f FILE, -C SPEC.
# A name in FLEET_SSH_HOST adds what `ssh -G` prints for it; that runs `Match exec` commands of the configuration.
PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin
export PATH

# Standard input as the inside of a JSON string.
quoted() {
  sed 's/[\\"]/\\&/g' | tr -d '\000-\011\013-\037' | awk '{ printf "%s\\n", $0 }'
}

sshd=$(command -v sshd) || { echo "collect.sh: there is no sshd on $(uname -n)" >&2; exit 1; }
values=$("$sshd" -T "$@") || { echo "collect.sh: sshd -T failed on $(uname -n)" >&2; exit 1; }
release=$(ssh -V 2>&1 | head -n 1)
kernel=$(sysctl net.ipv4.tcp_keepalive_time net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes 2>/dev/null)
client=
if [ -n "$FLEET_SSH_HOST" ]; then client=$(ssh -G "$FLEET_SSH_HOST" 2>/dev/null); fi

printf '{"host":"%s","openssh":"%s","sshd_T":"%s","ssh_G":"%s","sysctl":"%s"}\n' \
  "$(uname -n | tr -d '\n' | sed 's/[\\"]/\\&/g')" \
  "$(printf '%s' "$release" | sed 's/[\\"]/\\&/g')" \
  "$(printf '%s\n' "$values" | quoted)" \
  "$([ -z "$client" ] || printf '%s\n' "$client" | quoted)" \
  "$([ -z "$kernel" ] || printf '%s\n' "$kernel" | quoted)"
