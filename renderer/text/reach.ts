// What an address promises: whether somebody outside of this house could reach it.

export type Reach = 'public' | 'private' | 'loopback';

/** @param address `host:port` or `[host]:port`; of a name nobody knows before asking, so it counts as public */
export function reachOf(address: string): Reach {
  const host = address
    .replace(/:\d+$/u, '')
    .replace(/^\[|\]$/gu, '')
    .toLowerCase();
  if (host === 'localhost' || host === '::1' || /^127\./u.test(host)) return 'loopback';
  if (
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/u.test(
      host,
    )
  )
    return 'private';
  if (/^(f[cd][0-9a-f]{2}|fe80):/u.test(host) || /\.(local|lan|home|internal)$/u.test(host)) return 'private';
  return 'public';
}

/** The port of `host:port`; empty where a node listens on none. */
export function portOf(listening: string | null): string {
  return /\d+$/u.exec(listening ?? '')?.[0] ?? '';
}
