// Expected failures: a stable code, whose fault it is, and parameters for the words a face puts to it.

/**
 * Who can do something about it; decides the reaction. peer: close and tell the peer. local: the owner or this machine.
 * network: retry. config: fix the setting. bug: crash loudly.
 */
export type Fault = 'peer' | 'local' | 'network' | 'config' | 'bug';

/** Every code, with its fault. Codes are part of the contract: they are added, never renamed. */
export const ERROR_FAULTS = {
  // what the owner asked for
  INPUT_INVALID: 'local',
  NAME_INVALID: 'local',
  NOTE_TOO_LONG: 'local',
  TEXT_EMPTY: 'local',
  TEXT_TOO_LONG: 'local',
  TEXT_INVALID: 'local',
  TARGET_INVALID: 'local',
  FORMER_KEY_INVALID: 'local',
  NOT_FOUND: 'local',
  AMBIGUOUS_NAME: 'local',
  CONTACT_EXISTS: 'local',
  CONTACT_IS_SELF: 'local',
  CONTACT_BLOCKED: 'local',
  CONTACT_FROZEN: 'local',
  CONTACT_REMOVED: 'local',
  REQUEST_TAKEN_BACK: 'local',
  MESSAGE_ALREADY_SENT: 'local',
  MESSAGE_NOT_DELIVERED: 'local',
  DELETIONS_FULL: 'local',
  ATTACHMENTS_FULL: 'local',
  FILE_UNREADABLE: 'local',
  FILE_CHANGED: 'local',
  FILE_LOST: 'local',
  METADATA_UNKNOWN: 'local',
  FOLDER_UNUSABLE: 'local',
  TRANSFER_NOT_POSSIBLE: 'local',
  COMMAND_REUSED_ID: 'local',
  COMMAND_UNKNOWN: 'local',
  COMMAND_FAILED: 'bug',
  ANSWER_LOST: 'local',
  // identity, vault and home
  IDENTITY_EXISTS: 'local',
  IDENTITY_MISSING: 'local',
  PASSWORD_WRONG: 'local',
  PASSWORD_HOPELESS: 'local',
  PASSWORD_MISSING: 'local',
  VAULT_DAMAGED: 'local',
  VAULT_UNSUPPORTED: 'local',
  NODE_LOCKED: 'local',
  NODE_NOT_RUNNING: 'local',
  NODE_STOPPING: 'local',
  HOME_IN_USE: 'local',
  HOME_UNUSABLE: 'local',
  STORE_DAMAGED: 'local',
  STORE_TOO_NEW: 'local',
  STORE_FAILED: 'local',
  DISK_FULL: 'local',
  ACCESS_DENIED: 'local',
  // configuration and listening
  CONFIG_INVALID: 'config',
  PORT_BUSY: 'config',
  ADDRESS_UNAVAILABLE: 'config',
  CERTIFICATE_INVALID: 'config',
  WINDOW_MISSING: 'local',
  // reaching a node
  PEER_UNREACHABLE: 'network',
  PEER_REFUSED_CONNECTION: 'network',
  PEER_NAME_UNKNOWN: 'network',
  PEER_TIMEOUT: 'network',
  PEER_NOT_TLS: 'network',
  PEER_NOT_KITH: 'network',
  PEER_VERSION_UNSUPPORTED: 'network',
  PEER_OTHER_IDENTITY: 'network',
  PEER_BUSY: 'network',
  PEER_CLOSED: 'network',
  TLS_INTERCEPTED: 'network',
  LINK_TO_SELF: 'local',
  // what a peer did wrong
  HANDSHAKE_FAILED: 'peer',
  FRAME_MALFORMED: 'peer',
  FRAME_UNSUPPORTED: 'peer',
  FRAME_NOT_ALLOWED: 'peer',
  PAYLOAD_REFUSED: 'peer',
  STREAM_BROKEN: 'peer',
  RATE_EXCEEDED: 'peer',
} as const satisfies Record<string, Fault>;

export type ErrorCode = keyof typeof ERROR_FAULTS;

/** Values a face puts into its sentence for the code. Never secrets; never sent to peers. */
export type ErrorParams = Readonly<Record<string, string | number | boolean>>;

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly fault: Fault;

  /**
   * @param code stable identification; the only thing anybody may branch on
   * @param params for the sentence shown to a person
   * @param cause kept for the log, never shown to a peer
   */
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    override readonly cause?: unknown,
  ) {
    super(code);
    this.fault = ERROR_FAULTS[code];
  }

  static is<Code extends ErrorCode>(error: unknown, code: Code): error is AppError & { code: Code } {
    return error instanceof AppError && error.code === code;
  }
}
