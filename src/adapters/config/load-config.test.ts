import fs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorParams } from '../../base/app-error.js';
import { generateConfig, showConfig } from './config-text.js';
import { loadConfig, type ConfigInput, type LoadedConfig } from './load-config.js';
import { settingNames, settings } from './settings.js';

/** From dist/src/adapters/config. */
const EXAMPLE = fileURLToPath(new URL('../../../../config.conf.example', import.meta.url));

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kith-config-'));
  file = join(directory, 'config.conf');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const load = (text: string | Uint8Array | undefined, more: Partial<ConfigInput> = {}) => {
  if (text !== undefined) writeFileSync(file, text);
  return loadConfig({ file, fileRequired: text !== undefined, env: {}, flags: {}, ...more });
};

function loaded(text?: string, more: Partial<ConfigInput> = {}): LoadedConfig {
  const result = load(text, more);
  if (!result.ok) throw new Error(JSON.stringify(result.error.map((error) => error.params)));
  return result.value;
}

function errorsOf(text: string | Uint8Array | undefined, more: Partial<ConfigInput> = {}): ErrorParams[] {
  const result = load(text, more);
  return result.ok ? [] : result.error.map((error) => ({ code: error.code, ...error.params }));
}

const DEFAULTS = {
  host: '0.0.0.0',
  port: 8443,
  publicIp: [],
  behindProxy: false,
  certificate: null,
  privateKey: null,
  kdf: 'auto',
  logLevel: 'info',
};

describe('the configuration', () => {
  it('is the defaults without a file', () => {
    const { config, sources } = loaded();
    expect(config).toEqual(DEFAULTS);
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
  });

  it('takes flags over environment over file over defaults, and says which', () => {
    const text = '[Network]\nhost = ::1\nport = 1\npublic_ip = bob.example\n';
    const { config, sources } = loaded(text, {
      env: { KITH_PORT: '2', KITH_PUBLIC_IP: 'alice.example', KITH_KDF: '' },
      flags: { public_ip: 'carol.example', host: undefined },
    });
    expect([config.host, config.port, config.publicIp[0]?.host]).toEqual(['::1', 2, 'carol.example']);
    expect(sources).toMatchObject({ host: 'file', port: 'environment', publicIp: 'flag', kdf: 'default' });
  });

  it('reads quotes, comments, other line ends and a byte order mark', () => {
    const text =
      '\uFEFF; mine\r\n[Network] \r\nhost = "::"  \r\n  port=0 ; any\r\n\r\n[Log]\rlevel = debug # all\n';
    expect(loaded(text).config).toMatchObject({ host: '::', port: 0, logLevel: 'debug' });
  });

  it('finds the certificate beside the file, and one of the environment beside the caller', () => {
    const text = '[Network]\ncertificate = tls/alice.crt\nprivate_key = /etc/alice.key\n';
    expect(loaded(text).config).toMatchObject({
      certificate: join(directory, 'tls', 'alice.crt'),
      privateKey: '/etc/alice.key',
    });
    expect(loaded(text, { env: { KITH_CERTIFICATE: 'bob.crt' } }).config.certificate).toBe(
      resolve('bob.crt'),
    );
  });

  it('shows each value as it would be written, with its source', () => {
    const rows = showConfig(loaded('[Network]\npublic_ip = [::1]:9443, bob.example\n'));
    expect(rows).toHaveLength(settingNames.length);
    const row = (key: string) => rows.find((one) => one.key === key);
    expect(row('public_ip')).toEqual({
      section: 'Network',
      key: 'public_ip',
      value: '[::1]:9443, bob.example',
      source: 'file',
    });
    expect(row('port')).toMatchObject({ value: '8443', source: 'default' });
    expect(row('behind_proxy')).toMatchObject({ value: 'no' });
    expect(row('certificate')).toMatchObject({ value: null });
  });
});

describe('a mistake in the configuration', () => {
  it('is not what keeps the file from being read where the system denies access to it', () => {
    const { readFileSync: realRead } = fs;
    const denied = () => {
      throw Object.assign(new Error('denied'), { code: 'EACCES' });
    };
    Object.assign(fs, { readFileSync: denied });
    syncBuiltinESMExports();
    try {
      expect(errorsOf(undefined)).toEqual([{ code: 'ACCESS_DENIED', file }]);
    } finally {
      Object.assign(fs, { readFileSync: realRead });
      syncBuiltinESMExports();
    }
  });

  it('is named with its file, line, section, key, value and what was expected', () => {
    expect(errorsOf('# mine\n\n[Network]\nhost = ::\n\nport = 84433\n')).toEqual([
      {
        code: 'CONFIG_INVALID',
        file,
        line: 6,
        section: 'Network',
        key: 'port',
        value: '84433',
        expected: 'a number from 0 to 65535',
      },
    ]);
  });

  it('keeps right line numbers with every kind of line end and empty lines between', () => {
    expect(errorsOf('\r\n\r\n[Log]\r\n\r\nlevel = loud')).toMatchObject([{ line: 5 }]);
    expect(errorsOf('\r\r[Log]\rlevel = loud')).toMatchObject([{ line: 4 }]);
  });

  it('does not hide the others', () => {
    const found = errorsOf('[Network]\nport = x\nhots = ::\n[Vault]\nkdf = cheap\n[Lock]\n');
    expect(found.map(({ line }) => line).sort()).toEqual([2, 3, 5, 6]);
  });

  it('is named by its variable or flag outside the file', () => {
    expect(errorsOf(undefined, { env: { KITH_PORT: 'x' } })).toEqual([
      { code: 'CONFIG_INVALID', key: 'KITH_PORT', value: 'x', expected: settings.port.expected },
    ]);
    expect(errorsOf(undefined, { flags: { public_ip: ':' } })).toMatchObject([{ key: '--public-ip' }]);
    expect(errorsOf(undefined, { flags: { kdf: 'x' } })).toMatchObject([{ key: 'kdf' }]);
  });

  it.each([
    ['[Network]\nprot = 1', 'did you mean port?'],
    ['[Network]\nPublic_IP = 1.2.3.4', 'did you mean public_ip?'],
    ['[Network]\nkdf = auto', 'did you mean kdf in [Vault]?'],
    ['[network]\nport = 1', 'did you mean [Network]?'],
    ['port = 1', 'a section before the first key; did you mean port in [Network]?'],
  ])('in a name is answered with what was probably meant: %j', (text, guess) => {
    const [found, ...others] = errorsOf(text);
    expect(others).toEqual([]);
    expect(found?.['expected']).toContain(guess);
  });

  it.each([
    '[Network]\nnonsense = 1',
    '[Nonsense]\nkey = 1',
    '[Network]\nport',
    '[Network',
    '[Network]\nport[] = 1',
    '[Network]\n__proto__ = 1',
    '[__proto__]',
    '[Network]\n= 1',
    '[Network]\nport = 1\nport = 1',
    '[Network]\nhost =',
    '[Network]\nport = true',
  ])('is never skipped: %j', (text) => {
    expect(errorsOf(text)).toHaveLength(1);
  });

  it.each([
    ['host', '300.1.1.1'],
    ['host', 'a_b'],
    ['host', '-a.example'],
    ['host', `${'a'.repeat(64)}.example`],
    ['host', `${'a.'.repeat(127)}example`],
    ['port', '65536'],
    ['port', '-1'],
    ['port', '80.5'],
    ['port', '0x50'],
    ['public_ip', 'alice.example:0'],
    ['public_ip', 'alice.example:65536'],
    ['public_ip', 'alice.example,'],
    ['public_ip', '[alice.example]:1'],
    ['public_ip', '[1.2.3.4]:1'],
    ['public_ip', 'https://alice.example'],
    ['public_ip', '1.2.3'],
    ['behind_proxy', 'yes'],
  ])('is a %s of %j', (key, value) => {
    expect(errorsOf(`[Network]\n${key} = ${value}`)).toMatchObject([{ key, line: 2 }]);
  });

  it('is a proxy, with the words what will make it possible', () => {
    expect(errorsOf('[Network]\nbehind_proxy = yes')[0]?.['expected']).toContain('trusted_proxies');
  });

  it('is a certificate without its key, and the reverse', () => {
    expect(errorsOf('[Network]\ncertificate = a.crt')).toMatchObject([{ key: 'certificate', line: 2 }]);
    expect(errorsOf('[Network]\n\nprivate_key = a.key')).toMatchObject([{ key: 'private_key', line: 3 }]);
  });

  it('is shown short', () => {
    const [found] = errorsOf(`[Log]\nlevel = ${'x'.repeat(5000)}`);
    expect(found?.['value']).toBe(`${'x'.repeat(60)}…`);
  });

  it('is a file that was named and is not there, that is no file, or no text', () => {
    const missing = join(directory, 'missing.conf');
    expect(errorsOf(undefined, { file: missing, fileRequired: true })).toMatchObject([{ file: missing }]);
    expect(errorsOf(undefined, { file: directory })).toMatchObject([{ file: directory }]);
    expect(errorsOf(new Uint8Array([0xff, 0xfe]))).toMatchObject([{ expected: 'text in UTF-8' }]);
  });
});

describe('an address to tell others', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5', null],
    ['Alice.Example:9443', 'alice.example', 9443],
    ['2001:db8::1', '2001:db8::1', null],
    ['[2001:db8::1]:443', '2001:db8::1', 443],
    ['[2001:db8::1]', '2001:db8::1', null],
    ['пример.рф:8443', 'xn--e1afmkfd.xn--p1ai', 8443],
    ['localhost', 'localhost', null],
  ])('may be %s', (text, host, port) => {
    expect(loaded(`[Network]\npublic_ip = ${text}\n`).config.publicIp).toEqual([{ host, port }]);
  });
});

describe('the generated configuration', () => {
  it('says of every setting its default, its meaning and its variable, and reads back as the defaults', () => {
    const text = generateConfig();
    const { config, sources } = loaded(text);
    expect(config).toEqual(DEFAULTS);
    expect(new Set(Object.values(sources))).toEqual(new Set(['file']));
    for (const name of settingNames) {
      expect(text).toContain(settings[name].meaning);
      expect(text).toContain(settings[name].environment);
    }
    expect(text.split('\n').filter((line) => line.length > 160)).toEqual([]);
  });

  it('is config.conf.example', () => {
    expect(loaded(undefined, { file: EXAMPLE, fileRequired: true }).config).toEqual(DEFAULTS);
    expect(readFileSync(EXAMPLE, 'utf8')).toBe(generateConfig());
  });
});
