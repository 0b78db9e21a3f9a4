/** Where a node serves its public record (RFC 8615). */
export const RECORD_PATH = '/.well-known/kith';
