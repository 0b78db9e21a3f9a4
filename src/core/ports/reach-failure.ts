/**
 * Why a node was not reached, as the transport saw it.
 * timeout: the time allowed ran out. status: an HTTP answer that is not the expected one. not-kith: an answer that no Kith
 * node gives. system: the operating system or TLS failed with `code` (empty when it gave none).
 */
export type ReachFailure =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'not-kith' }
  | { readonly kind: 'system'; readonly code: string; readonly cause: unknown };
