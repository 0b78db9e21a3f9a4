import { checkPassword } from '../adapters/vault/password-strength.js';
import type { Secret } from '../base/secret.js';

/** @param name of the owner, which is no password. @throws {AppError} PASSWORD_HOPELESS */
export function refuseHopeless(password: Secret<string>, name: string): void {
  const checked = checkPassword(password, name);
  if (!checked.ok) throw checked.error;
}
