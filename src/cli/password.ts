// Where a password comes from: standard input when asked for by --password-stdin, else the file KITH_PASSWORD_FILE names, else a
// prompt on a terminal. Never an argument or an environment variable, which other users of the machine can read.

import { readFile } from 'node:fs/promises';
import { AppError, type ErrorParams } from '../base/app-error.js';
import { Secret } from '../base/secret.js';
import { askHidden, withoutEcho } from './ask.js';
import { foldedFor } from './prose.js';
import { isInteractive, print, type Input, type Shell } from './shell.js';
import { errorSentence } from './words.js';

export interface PasswordOptions {
  readonly passwordStdin?: boolean;
}

interface PasswordPrompt {
  readonly question?: string;
  /** Nothing is asked any more. */
  readonly until?: AbortSignal | undefined;
}

/** Longer first lines of standard input are no passwords. */
const MAX_LINE_BYTES = 4096;

/** Whether somebody types it, and can be asked again. */
export function isPrompted(shell: Shell, { passwordStdin }: PasswordOptions): boolean {
  return passwordStdin !== true && !shell.env['KITH_PASSWORD_FILE'] && isInteractive(shell);
}

/** The password of the vault, or null when there is neither --password-stdin, a file, nor a terminal. */
export async function findPassword(
  shell: Shell,
  options: PasswordOptions,
  { question = 'Password: ', until }: PasswordPrompt = {},
): Promise<Secret<string> | null> {
  if (options.passwordStdin) return new Secret(await firstLine(shell.input));
  if (isPrompted(shell, options)) return askHidden(shell, question, until);
  return fromFile(shell.env['KITH_PASSWORD_FILE']);
}

/** Does `work`, which asks for passwords and tries them; whoever types ahead meanwhile sees nothing of it, and nobody else does. */
export function whileAsking<T>(shell: Shell, options: PasswordOptions, work: () => Promise<T>): Promise<T> {
  return isPrompted(shell, options) ? withoutEcho(shell, work) : work();
}

/** As `findPassword`. @throws AppError PASSWORD_MISSING */
export async function needPassword(
  shell: Shell,
  options: PasswordOptions,
  prompt?: PasswordPrompt,
): Promise<Secret<string>> {
  const password = await findPassword(shell, options, prompt);
  if (!password || password.reveal() === '')
    throw new AppError('PASSWORD_MISSING', password ? { isEmpty: true } : {});
  return password;
}

/** A new password for the owner of this name, typed twice where it is typed. @throws AppError PASSWORD_MISSING */
export async function needNewPassword(
  shell: Shell,
  options: PasswordOptions,
  name: string,
): Promise<Secret<string>> {
  return isPrompted(shell, options) ? askTwice(shell, name) : needPassword(shell, options);
}

/** What `kith passwd` changes to: the file KITH_NEW_PASSWORD_FILE names, else a prompt. @throws AppError PASSWORD_MISSING */
export async function needReplacement(shell: Shell): Promise<Secret<string>> {
  const password = await fromFile(shell.env['KITH_NEW_PASSWORD_FILE'], { isNew: true });
  if (password) return password;
  if (!isInteractive(shell)) throw new AppError('PASSWORD_MISSING', { isNew: true });
  return askTwice(shell, '');
}

/** A password that will be refused is not asked for twice. */
async function askTwice(shell: Shell, name: string): Promise<Secret<string>> {
  for (;;) {
    const password = await askHidden(shell, 'New password: ');
    const refusal = refusalOf(shell, password, name);
    if (refusal === undefined) {
      const again = await askHidden(shell, 'The same again: ');
      if (password.reveal() === again.reveal()) return password;
    }
    print(shell.output, foldedFor(shell.output, [refusal ?? 'The two differ; try again.']));
  }
}

function refusalOf(shell: Shell, password: Secret<string>, name: string): string | undefined {
  if (password.reveal() === '') return 'The password is empty.';
  try {
    shell.node.refuseHopeless(password, name);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return errorSentence(error);
    throw error;
  }
}

async function fromFile(path: string | undefined, params: ErrorParams = {}): Promise<Secret<string> | null> {
  if (path === undefined || path === '') return null;
  try {
    const [line = ''] = (await readFile(path, 'utf8')).split(/\r?\n/u);
    return new Secret(line);
  } catch (cause) {
    throw new AppError('PASSWORD_MISSING', { ...params, file: path }, cause);
  }
}

function firstLine(input: Input): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (then: () => void): void => {
      input.off('data', onData);
      input.off('end', onEnd);
      input.pause();
      then();
    };
    const onEnd = (): void => {
      finish(() => {
        resolve(Buffer.concat(chunks).toString('utf8').split(/\r?\n/u)[0] ?? '');
      });
    };
    const onData = (chunk: Buffer | string): void => {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (bytes.includes(0x0a)) onEnd();
      else if (size > MAX_LINE_BYTES) {
        finish(() => {
          reject(new AppError('PASSWORD_MISSING'));
        });
      }
    };
    input.on('data', onData);
    input.once('end', onEnd);
  });
}
