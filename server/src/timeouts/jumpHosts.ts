import type { EffectiveConfig } from '../resolve/effectiveConfig.ts';

/** The hosts of the client's ProxyJump, nearest first. Each is reached by an ssh of its own, with its own settings. */
export function jumpHosts(client: EffectiveConfig): readonly string[] {
  const jump = client.values.get('proxyjump')?.[0]?.value ?? 'none';
  if (jump === 'none') return [];
  return jump.split(',').flatMap((spec) => {
    const host = /^(?:ssh:\/\/)?(?:.*@)?(?:\[([^\]]+)\]|([^:/]+))/.exec(spec.trim());
    return host?.[1] ?? host?.[2] ?? [];
  });
}
