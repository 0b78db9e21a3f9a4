import { describe, expect, it } from 'vitest';
import { ERROR_FAULTS, type ErrorCode } from '../base/app-error.js';
import { DISK_CODES, NOTICE_CODES, SYSTEM_CODES } from '../contract/system-codes.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { systemSentence } from './system-words.js';
import { ERROR_WORDS, errorSentence } from './words.js';

const CODES = Object.keys(ERROR_FAULTS) as ErrorCode[];

describe('words for errors', () => {
  it.each(CODES)('%s has a sentence that makes sense without parameters', (code) => {
    const sentence = errorSentence({ code, params: {} });
    expect(sentence).toMatch(/^"?[A-Z].{10,}\.$/su);
    expect(sentence).not.toMatch(/undefined|\(\)|\s\.|\s\s|""/u);
  });

  it('has no words for codes that do not exist', () => {
    expect(Object.keys(ERROR_WORDS).toSorted()).toEqual(CODES.toSorted());
  });

  it('names the port that is busy and how to choose another', () => {
    expect(errorSentence({ code: 'PORT_BUSY', params: { host: '0.0.0.0', port: 8443 } })).toBe(
      'Port 8443 is used by another program, perhaps another Kith. Stop that one, or choose another port: `kith node --port 9443`, or `port` in config.conf.',
    );
    expect(errorSentence({ code: 'PORT_BUSY', params: { port: 7000, flag: 'ui-port' } })).toContain(
      'another port: `kith node --ui-port 9443`.',
    );
  });

  it('names the file, the line, the key and what was expected of a setting', () => {
    const params = {
      file: 'config.conf',
      line: 3,
      section: 'node',
      key: 'port',
      value: 'x',
      expected: '1 to 65535',
    };
    const sentence = errorSentence({ code: 'CONFIG_INVALID', params });
    for (const part of ['config.conf', 'line 3', 'node.port', '"x"', 'expected 1 to 65535'])
      expect(sentence).toContain(part);
  });

  it('names whom to unblock where that is known', () => {
    expect(errorSentence({ code: 'CONTACT_BLOCKED', params: { name: 'Bob from work' } })).toBe(
      "Bob from work is blocked. Use `kith unblock 'Bob from work'` first.",
    );
    expect(errorSentence({ code: 'CONTACT_BLOCKED', params: {} })).toContain('`kith contacts --blocked`');
  });

  it('puts reasons into words', () => {
    expect(errorSentence({ code: 'PASSWORD_HOPELESS', params: { reason: 'name' } })).toContain(
      '(it is your name)',
    );
    expect(
      errorSentence({ code: 'CERTIFICATE_INVALID', params: { file: 'a.pem', reason: 'not-a-certificate' } }),
    ).toContain('a.pem cannot be used (not a certificate)');
  });

  it('says who holds the home when that is known', () => {
    expect(errorSentence({ code: 'HOME_IN_USE', params: { pid: 0, face: '', since: 0 } })).toContain(
      'Another Kith already',
    );
    expect(errorSentence({ code: 'HOME_IN_USE', params: { pid: 7, face: 'desktop', since: 1 } })).toContain(
      '(desktop, process 7)',
    );
  });

  it('tells what became of both copies of the vault', () => {
    const told = (backupState: string) =>
      errorSentence({ code: 'VAULT_DAMAGED', params: { file: 'v.json', backup: 'v.json.bak', backupState } });
    expect(told('damaged')).toContain('v.json is damaged or missing, and so is v.json.bak.');
    expect(told('missing')).toContain('and v.json.bak is missing.');
  });

  it('tells a link that names another node from an address that changed hands, and which side is older', () => {
    const other = (params: Record<string, boolean>) =>
      errorSentence({ code: 'PEER_OTHER_IDENTITY', params: { address: 'bob:1', ...params } });
    expect(other({ fromLink: true })).toContain('bob:1 is not the one the link names');
    expect(other({})).toContain('Another node than the one you mean answers at bob:1');
    const older = (side: string) =>
      errorSentence({ code: 'PEER_VERSION_UNSUPPORTED', params: { older: side } });
    expect([older('theirs'), older('ours')]).toEqual([
      'Their Kith is older than yours can talk to. Ask them to update it.',
      'Your Kith is older than theirs can talk to. Update it.',
    ]);
  });

  it.each([
    [{ field: 'limit' }, 'limit'],
    [{ what: 'nodeId' }, 'nodeId'],
    [{ state: 'empty' }, 'empty'],
    [{ field: 'a\u001b[2J', what: 'b' }, 'a'],
    [{}, 'a value is malformed'],
  ])('names what the node did not understand, as far as it says: %o', (params, named) => {
    expect(errorSentence({ code: 'INPUT_INVALID', params })).toBe(
      `That is not something the node understands (${named}). Check the command with --help.`,
    );
    expect(exitCodeOf('INPUT_INVALID')).toBe(EXIT.usage);
  });

  it('makes parameters safe', () => {
    expect(errorSentence({ code: 'NOT_FOUND', params: { name: '\u001b[2JBob\u202e' } })).toContain('"Bob"');
  });
});

describe('words for events', () => {
  it.each([...SYSTEM_CODES, ...NOTICE_CODES, ...DISK_CODES])('%s has a sentence', (code) => {
    expect(systemSentence(code, {}, 'Bob')).not.toContain('no words for');
  });

  it('uses the words for errors in notices', () => {
    expect(systemSentence('ACCESS_DENIED', {}, '')).toBe(
      errorSentence({ code: 'ACCESS_DENIED', params: {} }),
    );
  });

  it('admits that it does not know an event, and keeps it harmless', () => {
    expect(systemSentence('\u001bFUTURE', {}, 'Bob')).toMatch(/no words for \(F?UTURE\)/u);
    expect(systemSentence('constructor', {}, 'Bob')).toContain('no words for (constructor)');
  });
});

describe('exit status', () => {
  it.each([
    ['NODE_NOT_RUNNING', 3],
    ['NODE_LOCKED', 4],
    ['PASSWORD_WRONG', 5],
    ['NOT_FOUND', 6],
    ['AMBIGUOUS_NAME', 6],
    ['HOME_IN_USE', 7],
    ['PORT_BUSY', 2],
    ['CONFIG_INVALID', 2],
    ['TARGET_INVALID', 2],
    ['PEER_UNREACHABLE', 8],
    ['STORE_FAILED', 1],
    ['ANSWER_LOST', 9],
  ] as const)('%s ends with %i', (code, exitCode) => {
    expect(exitCodeOf(code)).toBe(exitCode);
  });

  it('is never success for a failure', () => {
    for (const code of CODES) expect(exitCodeOf(code)).toBeGreaterThan(0);
  });
});
