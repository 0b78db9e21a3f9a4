import fs, {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../base/app-error.js';
import { Secret } from '../../base/secret.js';
import type { LogFields } from './log-fields.js';
import { createLogger, type LogLevel } from './logger.js';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kith-log-'));
  file = join(directory, 'kith.log');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const open = (level: LogLevel = 'debug') => createLogger({ level, file });
const lines = (): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const NODE_ID = '0123456789abcdef'.repeat(4);

describe('the log', () => {
  it('holds level, time, event and the allowed fields, one line each', () => {
    const log = open();
    log.info('link-up', { peer: NODE_ID, link: 7, direction: 'in' });
    log.warn('dial-failed', { code: 'PEER_TIMEOUT', host: 'bob.example', port: 8443, ms: 1.6, kind: 64 });
    log.close();
    const [first, second] = lines();
    expect(first).toMatchObject({
      level: 'info',
      event: 'link-up',
      peer: '01234567',
      link: 7,
      direction: 'in',
    });
    expect(Date.parse(String(first?.['time']))).toBeGreaterThan(0);
    expect(Object.keys(second ?? {}).sort()).toEqual(
      ['code', 'event', 'host', 'kind', 'level', 'ms', 'port', 'time'].sort(),
    );
    expect(second).toMatchObject({ ms: 2, kind: 64 });
  });

  it('is written at once', () => {
    const log = open();
    log.error('item-refused');
    expect(lines()).toHaveLength(1);
    log.close();
  });

  it('leaves out what the level leaves out', () => {
    const log = open('warn');
    log.debug('one');
    log.info('two');
    log.warn('three');
    log.error('four');
    log.close();
    expect(lines().map(({ event }) => event)).toEqual(['three', 'four']);
  });

  it('drops secrets, texts, paths and keys, in unknown fields and in known ones', () => {
    const canaries = ['hunter2-Passwort', 'see you at nine', '/home/alice/.local/share/kith', NODE_ID];
    const known = [
      'code',
      'kind',
      'reason',
      'why',
      'direction',
      'state',
      'peer',
      'link',
      'count',
      'systemCode',
    ];
    const log = open();
    for (const canary of canaries) {
      const fields = Object.fromEntries(
        [...known, 'text', 'path', 'err', 'msg'].map((name) => [name, canary]),
      );
      log.info('received', fields);
      log.info(canary, { nested: { canary } } as unknown as LogFields);
      log.info('received', {
        reason: new Secret(canary),
        error: new AppError('DISK_FULL', { canary }),
      } as never);
    }
    log.close();
    const text = readFileSync(file, 'utf8');
    for (const canary of canaries) expect(text).not.toContain(canary);
    expect(text).not.toContain('[secret]');
    expect(lines()).toHaveLength(12);
  });

  it('takes no field from a prototype', () => {
    const log = open();
    log.info('received', Object.create({ reason: 'inherited' }) as LogFields);
    log.close();
    expect(lines()[0]).not.toHaveProperty('reason');
  });

  it('says where a bug is, but not its message nor the folders of the owner', () => {
    const log = open();
    const error = new TypeError('cannot read hunter2\n    at hunter2 (hunter2.js:1:1)');
    log.bug(error);
    log.bug('hunter2');
    log.bug(Object.assign(new Error('x'), { name: 'hunter2 hunter2', stack: undefined }));
    log.close();
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(readFileSync(file, 'utf8')).not.toContain('/');
    const [first, second] = lines();
    expect(first).toMatchObject({ event: 'bug', name: 'TypeError' });
    expect((first?.['at'] as string[])[0]).toMatch(/logger\.test\.[jt]s:\d+$/);
    expect(second).toMatchObject({ name: 'string', at: [] });
  });
});

describe('the log file', () => {
  const FULL = 5 * 1024 * 1024;

  it('is readable by its owner only, also when it was not', () => {
    open().close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    open().close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('goes on where it ended while it is small', () => {
    writeFileSync(file, Buffer.alloc(FULL - 1, '\n'));
    open().close();
    expect(readdirSync(directory)).toEqual(['kith.log']);
  });

  it('begins anew with the line that would make it longer than 5 MiB; two older ones are kept', () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      writeFileSync(file, Buffer.alloc(FULL, name));
      const log = open();
      log.info('after', { count: name.charCodeAt(0) });
      log.close();
    }
    expect(readdirSync(directory).sort()).toEqual(['kith.log', 'kith.log.1', 'kith.log.2']);
    expect(lines()).toMatchObject([{ event: 'after', count: 100 }]);
    expect(readFileSync(`${file}.1`, 'latin1').at(-1)).toBe('d');
    expect(readFileSync(`${file}.2`, 'latin1').at(-1)).toBe('c');
  });

  it('turns over as often as it must in one run', () => {
    const log = open();
    const fields = { host: 'h'.repeat(250) };
    const lineBytes = () => statSync(file).size;
    log.info('one', fields);
    const total = Math.ceil((FULL / lineBytes()) * 3.5);
    for (let count = 0; count < total; count++) log.info('one', fields);
    log.close();
    expect(readdirSync(directory).sort()).toEqual(['kith.log', 'kith.log.1', 'kith.log.2']);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(FULL);
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    expect(lines().length).toBeGreaterThan(1);
  });

  it('fails where it cannot be, before anything is logged', () => {
    expect(() => createLogger({ level: 'info', file: join(directory, 'no', 'kith.log') })).toThrow();
    expect(existsSync(file)).toBe(false);
  });

  it('does not stop the node when the disk is full', () => {
    const log = open();
    const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    syncBuiltinESMExports();
    log.info('one');
    log.info('two');
    expect(write).toHaveBeenCalledTimes(2);
    write.mockRestore();
    syncBuiltinESMExports();
    log.info('three');
    log.close();
    expect(lines().map(({ event }) => event)).toEqual(['three']);
  });
});
