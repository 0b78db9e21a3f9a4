// Promise: refuses only passwords an attacker tries first; strength beyond that is the owner's choice.

import { AppError } from '../../base/app-error.js';
import { err, ok, type Result } from '../../base/result.js';
import type { Secret } from '../../base/secret.js';

const LEAST_CHARACTERS = 8;
const LEAST_RUN = 3;

/** Err is PASSWORD_HOPELESS {reason: 'short' | 'common' | 'repeated' | 'sequence' | 'name'}. */
export function checkPassword(password: Secret<string>, name: string): Result<undefined, AppError> {
  const reason = hopelessness(folded(password.reveal()), folded(name));
  return reason === undefined ? ok(undefined) : err(new AppError('PASSWORD_HOPELESS', { reason }));
}

function hopelessness(password: string, name: string): string | undefined {
  if (Array.from(password).length < LEAST_CHARACTERS) return 'short';
  if (/^(.{1,3})\1+$/su.test(password)) return 'repeated';
  const core = withoutDecoration(password);
  if (name !== '' && (password === name || core === name)) return 'name';
  if (isWalk(password)) return 'sequence';
  return COMMON.has(password) || COMMON.has(core) ? 'common' : undefined;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** `password1!` is no better than `password`. */
function withoutDecoration(password: string): string {
  return password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** Whether it only follows rows of the keyboard, the alphabet or the digits, three characters or more at a time. */
function isWalk(password: string): boolean {
  const runs = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')]);
  const characters = Array.from(password);
  let start = 0;
  while (start < characters.length) {
    const length = longestRun(characters.slice(start).join(''), runs);
    if (length < LEAST_RUN) return false;
    start += length;
  }
  return true;
}

function longestRun(text: string, runs: readonly string[]): number {
  let length = 0;
  while (length < text.length && runs.some((run) => run.includes(text.slice(0, length + 1)))) length++;
  return length;
}

const ROWS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
];

/** The commonest of published lists that the other rules let through, folded. */
const COMMON = new Set(
  `1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx qazwsxedc qweasdzxc 1a2b3c4d a1b2c3d4
  admin administrator aqswdefr asdfqwer baseball basketball batman changeme charlie chelsea chocolate computer cookie
  default dragon football freedom guest hello helloworld hunter iloveyou internet jennifer jordan killer letmein liverpool
  login lovely loveme manchester master matrix michael michelle midnight monkey mustang myspace ninja passw0rd p@ssw0rd
  p@ssword passpass password passwort pokemon princess qazwsx qwer1234 qwerty qwertyui samsung secret shadow starwars
  summer sunshine superman superstar test testtest trustno1 welcome whatever winter
  пароль парольпароль привет приветпривет любовь любимая люблютебя солнышко наташа максим россия йцукен админ секрет`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
