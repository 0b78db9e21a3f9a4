/** Where a node serves its public record (RFC 8615). */
export const RECORD_PATH = '/.well-known/kith';
/** Where a file is fetched by who holds a ticket for it (PROTOCOL, "Files"). */
export const FILE_PATH = '/kith/1/file';
