// The one table of settings: file, environment, flags, defaults, documentation and types all derive from it.

import { z } from 'zod';
import { parseHost, parsePort, parsePublicAddress, type PublicAddress } from './addresses.js';

export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly environment: string;
  /** Long option of `kith node`, for what one changes by the start. */
  readonly flag?: string;
  /** As it would be written; empty: not set. */
  readonly fallback: string;
  /** One line. */
  readonly meaning: string;
  /** What a correct value is, in words. */
  readonly expected: string;
  /** A relative path in the file means relative to the file. */
  readonly isPath?: true;
  readonly schema: z.ZodType<unknown, string>;
}

export const settings = {
  host: {
    section: 'Network',
    key: 'host',
    environment: 'KITH_HOST',
    flag: '--host',
    fallback: '0.0.0.0',
    meaning:
      'Where to listen: 0.0.0.0 is every IPv4 address of this machine, :: every IPv6 and IPv4 address.',
    expected: 'an IP address or host name of this machine',
    schema: converted(parseHost),
  },
  port: {
    section: 'Network',
    key: 'port',
    environment: 'KITH_PORT',
    flag: '--port',
    fallback: '8443',
    meaning: 'The TCP port to listen on, 1 to 65535; 0 takes any free one.',
    expected: 'a number from 0 to 65535',
    schema: converted(parsePort),
  },
  publicIp: {
    section: 'Network',
    key: 'public_ip',
    environment: 'KITH_PUBLIC_IP',
    flag: '--public-ip',
    fallback: '',
    meaning:
      'What to tell others: DNS names or IP addresses, each with :port if it differs, separated by commas.',
    expected: 'host, host:port or [IPv6]:port, separated by commas, or nothing',
    schema: converted(publicAddresses),
  },
  behindProxy: {
    section: 'Network',
    key: 'behind_proxy',
    environment: 'KITH_BEHIND_PROXY',
    fallback: 'no',
    meaning: 'Whether a reverse proxy ends TLS before this node. This version knows only no.',
    expected: 'no; yes comes with the setting trusted_proxies in a later version',
    schema: converted((text) => (text === 'no' ? (false as const) : undefined)),
  },
  certificate: {
    section: 'Network',
    key: 'certificate',
    environment: 'KITH_CERTIFICATE',
    fallback: '',
    meaning: 'Your own TLS certificate with its chain, a PEM file; nothing: a self-signed one is made.',
    expected: 'the path of a file, together with private_key, or nothing',
    isPath: true,
    schema: converted(optional),
  },
  privateKey: {
    section: 'Network',
    key: 'private_key',
    environment: 'KITH_PRIVATE_KEY',
    fallback: '',
    meaning: 'The private key of that certificate, a PEM file.',
    expected: 'the path of a file, together with certificate, or nothing',
    isPath: true,
    schema: converted(optional),
  },
  kdf: {
    section: 'Vault',
    key: 'kdf',
    environment: 'KITH_KDF',
    fallback: 'auto',
    meaning:
      'How dear guessing the password is made: auto about half a second here; minimum, weaker, for small machines.',
    expected: 'auto or minimum',
    schema: z.enum(['auto', 'minimum']),
  },
  logLevel: {
    section: 'Log',
    key: 'level',
    environment: 'KITH_LOG_LEVEL',
    fallback: 'info',
    meaning: 'How much log/kith.log says: error, warn, info or debug. No level writes texts, names or keys.',
    expected: 'error, warn, info or debug',
    schema: z.enum(['error', 'warn', 'info', 'debug']),
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type Config = {
  readonly [Name in SettingName]: z.output<(typeof settings)[Name]['schema']>;
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** A validator from a parser that answers undefined to what it does not accept. */
function converted<Value>(parse: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  });
}

function publicAddresses(text: string): readonly PublicAddress[] | undefined {
  if (text === '') return [];
  const addresses = text.split(',').map((part) => parsePublicAddress(part.trim()));
  return addresses.every((address) => address !== undefined) ? addresses : undefined;
}

function optional(text: string): string | null {
  return text === '' ? null : text;
}
