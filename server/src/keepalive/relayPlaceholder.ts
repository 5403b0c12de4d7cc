/** Stands in a plan's arguments for the ProxyCommand that only the runner can complete. */
export const relayPlaceholder = 'ProxyCommand=RELAY';
