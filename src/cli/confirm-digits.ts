// Nobody becomes a contact before the owner has approved the digits: by comparing, by giving them, or by saying so.

import { askYes } from './ask.js';
import { EXIT } from './exit-codes.js';
import { groupsOfFive, onlyDigits, sameDigits } from './fingerprint.js';
import type { GlobalOptions } from './program-options.js';
import { Refusal } from './refusal.js';
import { isInteractive, print, type Shell } from './shell.js';
import { safeLine } from './terminal.js';

export interface ApprovalOptions extends GlobalOptions {
  readonly yes?: boolean;
  /** The digits as the friend told them. */
  readonly fingerprint?: string;
}

/** @throws Refusal FINGERPRINT_DIFFERS, CONFIRMATION_NEEDED without a terminal, DECLINED */
export async function confirmDigits(shell: Shell, digits: string, options: ApprovalOptions): Promise<void> {
  demandSameDigits(digits, options);
  if (options.fingerprint !== undefined) return;
  await confirm(
    shell,
    'Do these digits match what your friend told you?',
    options,
    'or --fingerprint with their digits',
  );
}

/** Compares when digits were given. @throws Refusal FINGERPRINT_DIFFERS, USAGE for a part of them */
export function demandSameDigits(digits: string, { fingerprint }: ApprovalOptions): void {
  if (fingerprint === undefined || sameDigits(fingerprint, digits)) return;
  const [whole, given] = [onlyDigits(digits), onlyDigits(fingerprint)];
  if (given !== '' && whole.startsWith(given)) {
    const text = `A fingerprint has ${String(whole.length)} digits; these are the first ${String(given.length)}. Nothing was sent.`;
    throw new Refusal('USAGE', text, EXIT.usage);
  }
  throw new Refusal(
    'FINGERPRINT_DIFFERS',
    'The digits differ: this is not the node your friend described. Nothing was sent. Ask them again, and check the address.',
  );
}

/** Shows whom `question` is about, by digits that are theirs alone. @throws as `confirm` */
export async function confirmPerson(
  shell: Shell,
  { name, fingerprint }: { readonly name: string; readonly fingerprint: string },
  question: string,
  options: ApprovalOptions,
): Promise<void> {
  if (options.yes !== true && isInteractive(shell) && options.json !== true)
    print(shell.output, [`${safeLine(name)}  ${groupsOfFive(fingerprint)}`]);
  await confirm(shell, question, options);
}

/** @throws Refusal CONFIRMATION_NEEDED where nobody can be asked, DECLINED */
export async function confirm(
  shell: Shell,
  question: string,
  { yes, json }: ApprovalOptions,
  alternative = '',
): Promise<void> {
  if (yes === true) return;
  if (!isInteractive(shell) || json === true) {
    const text = `This needs your consent. Without a terminal, give --yes${alternative && ` ${alternative}`}.`;
    throw new Refusal('CONFIRMATION_NEEDED', text, EXIT.usage);
  }
  if (!(await askYes(shell, question))) throw new Refusal('DECLINED', 'Nothing was done.');
}
