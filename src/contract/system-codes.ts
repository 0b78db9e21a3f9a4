// What happened, as codes: lines in a conversation that only this store has, and notices to its owner. Every face has words
// for each in every language; a code it does not know is from a newer node.

export const SYSTEM_CODES = [
  'REQUEST_SENT',
  'REQUEST_WITHDRAWN',
  'REQUEST_TAKEN_BACK',
  'CONTACT_APPROVED',
  'CONTACT_RENAMED',
  'CONTACT_KEY_CLAIMED',
  'CONTACT_KEY_CHANGED',
  'SESSION_RENEWED',
  'STORE_ROLLED_BACK',
  'ROLLBACK_DOUBTED',
  'PEER_STORE_RESTORED',
  'CHAIN_BROKEN',
  'MESSAGES_RECOVERED',
] as const;
export type SystemCode = (typeof SYSTEM_CODES)[number];

/** Notices that are there for as long as the disk fails: nobody can put them away. */
export const DISK_CODES = ['DISK_FULL', 'STORE_FAILED'] as const;
export type DiskCode = (typeof DISK_CODES)[number];

/** Notices that stay until they are seen. */
export const NOTICE_CODES = [
  'VAULT_RESTORED',
  'THREAD_DIED',
  'STORE_ROLLED_BACK',
  'ROLLBACK_DOUBTED',
] as const;
