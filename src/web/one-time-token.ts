// The printed address opens the window once: its token is exchanged for a session that only this browser holds.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

export interface BrowserSessions {
  /** For the fragment of the address; 256 bits, base64url. */
  readonly token: string;
  /** The secret of a new session, or undefined: wrong token, or one that was used before. */
  exchange(token: string): string | undefined;
  isSession(secret: string): boolean;
}

export function browserSessions(): BrowserSessions {
  const token = newSecret();
  let unused: Buffer | undefined = digest(token);
  let session: Buffer | undefined;
  return {
    token,
    exchange: (given) => {
      if (!isSame(given, unused)) return undefined;
      unused = undefined;
      const secret = newSecret();
      session = digest(secret);
      return secret;
    },
    isSession: (given) => isSame(given, session),
  };
}

function isSame(given: string, known: Buffer | undefined): boolean {
  return known !== undefined && timingSafeEqual(digest(given), known);
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Only hashes are kept, and hashes of one length compare in constant time. */
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
