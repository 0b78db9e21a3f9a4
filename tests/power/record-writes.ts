// Everything a process asked of one directory's files, in order, with the bytes: what a crash image is made of.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** One step of the recorded process. A barrier: the file was synced. A mark: the process said that this is durable. */
export type Step =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'barrier'; readonly file: string }
  /** The directory was synced: files that were removed are gone for good. */
  | { readonly kind: 'directoryBarrier' }
  | { readonly kind: 'mark'; readonly number: number };

const CALLS = 'trace=pwrite64,write,ftruncate,fsync,fdatasync,unlink';

/** Runs the program; each number it writes to its standard output is a mark. */
export async function recordWrites(
  program: readonly string[],
  directory: string,
  log: string,
): Promise<readonly Step[]> {
  // -y names the file of each descriptor, -xx writes every byte as two digits; a page of the log is the longest write.
  const options = ['-f', '-y', '-xx', '-s', '70000', '-e', CALLS, '-o', log];
  const child = spawn('strace', [...options, process.execPath, ...program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`the recorded program ended with ${String(status)}`);
  const lines = (await readFile(log, 'latin1')).split('\n');
  return lines.flatMap((line) => stepOf(line, directory) ?? []);
}

function stepOf(line: string, directory: string): Step | undefined {
  // "1234  pwrite64(21</tmp/x/kith.db-wal>, "\x01..."..., 4096, 32) = 4096"; the name is written as bytes, too.
  const [, call, args, result] = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/u.exec(line) ?? [];
  if (call === undefined || args === undefined || Number(result) < 0) return undefined;
  if (call === 'unlink') {
    const path = textOf(/^"((?:\\x[0-9a-f]{2})*)"/u.exec(args)?.[1] ?? '');
    return path.startsWith(directory) ? { kind: 'remove', file: basename(path) } : undefined;
  }
  const [, number, name = '', rest = ''] = /^(\d+)<([^>]*)>(?:, )?(.*)$/u.exec(args) ?? [];
  const [, bytes = '', numbers = ''] = /^(?:"((?:\\x[0-9a-f]{2})*)")?(?:, )?(.*)$/u.exec(rest) ?? [];
  if (call === 'write') {
    return number === '1' ? { kind: 'mark', number: Number(textOf(bytes)) } : undefined;
  }
  const path = name.startsWith('\\x') ? textOf(name) : name;
  if (path === directory) return { kind: 'directoryBarrier' };
  if (!path.startsWith(directory)) return undefined;
  const file = basename(path);
  if (call === 'ftruncate') return { kind: 'truncate', file, size: Number(rest) };
  if (call !== 'pwrite64') return { kind: 'barrier', file };
  return { kind: 'write', file, offset: Number(numbers.split(', ')[1]), bytes: bytesOf(bytes) };
}

function bytesOf(escaped: string): Uint8Array {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
}

function textOf(escaped: string): string {
  return Buffer.from(bytesOf(escaped)).toString('utf8');
}
