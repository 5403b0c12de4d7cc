/**
 * Stable names of what OpenSSH reports about a file: the `code` of a ConfigError. `data` holds the values that a message
 * needs; `keyword` is there always, as written.
 */
export const configErrorCodes = [
  // Lines and words
  'unknown-keyword',
  'missing-argument',
  'empty-argument',
  'extra-arguments', // argument
  'invalid-quotes',
  'unsupported-directive', // not refused: this build or release passes over it
  'deprecated-directive', // not refused: has no effect any more
  'none-not-alone', // argument
  'too-many-entries', // limit
  'unsupported-option', // argument
  'invalid-argument', // argument
  // Numbers and times
  'missing-time',
  'invalid-time', // argument
  'integer-missing',
  'integer-invalid', // argument
  'integer-too-small', // argument, least
  'integer-too-large', // argument, most
  'value-out-of-range', // argument
  'invalid-number', // argument
  'number-out-of-range', // argument
  'rekey-limit-too-small', // argument
  'invalid-channel-timeout', // argument
  'invalid-control-persist', // argument
  'invalid-mask', // argument
  'invalid-port', // argument
  // Algorithms
  'invalid-ciphers', // argument
  'invalid-macs', // argument
  'invalid-kex-algorithms', // argument
  'invalid-key-types', // argument
  'invalid-hash', // argument
  // Logging and service
  'invalid-log-level', // argument
  'invalid-log-facility', // argument
  'invalid-qos', // argument
  'invalid-escape-char', // argument
  'invalid-tunnel-device', // argument
  // Forwarding, names, environment
  'invalid-forward', // argument
  'missing-forward-target',
  'invalid-permit-open', // argument
  'invalid-jump', // argument
  'invalid-cname-rule', // argument
  'invalid-environment-name', // argument
  'invalid-set-env', // argument
  'invalid-environment-expansion', // argument
  'invalid-token', // argument
  'refuse-connection', // argument
  // Sections and Includes
  'host-not-an-option',
  'match-not-an-option',
  'include-not-an-option',
  'match-without-criteria',
  'match-unsupported-criterion', // argument
  'match-missing-argument', // criterion
  'match-all-not-alone',
  'match-invalid-network', // argument
  'include-invalid-path', // argument
  'include-too-deep',
  'include-bad-permissions', // path
  'include-unreadable', // path, reason
  // Found when all files are read
  'connection-attempts-zero',
  'two-remote-commands', // argument
  'fdpass-without-command', // argument
  'subsystem-without-name',
  'fork-without-command',
  'jump-to-itself', // argument
  'invalid-host-name', // argument
  'invalid-user-name', // argument
  // Server only
  'not-allowed-in-match',
  'match-invalid-port', // argument
  'command-not-absolute', // argument
  'invalid-user-pattern', // argument
  'unknown-authentication-method', // argument
  'any-not-alone', // argument
  'yes-no-not-alone', // argument
  'permit-word-not-alone', // argument
  'invalid-permit-spec', // argument
  'invalid-listen-address', // argument
  'invalid-address-list', // argument
  'invalid-max-startups', // argument
  'invalid-netblock-size', // argument
  'unknown-penalty', // argument
  'rdomain-unsupported', // argument
  // Server only, found when all files are read
  'subsystem-repeated', // argument
  'listen-address-family', // argument, family
  'command-without-user', // missing
  'authentication-methods-unsatisfiable', // argument
  // Server only, found when the lines for one connection are read
  'subsystems-of-match-crash',
] as const;

export type ConfigErrorCode = (typeof configErrorCodes)[number];
