// A listening local socket in a directory of its own, for the tests of it and of what speaks over it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLocalSocket } from '../adapters/local-socket/client.js';
import { type LocalSocketServer, listenOnLocalSocket } from '../adapters/local-socket/server.js';
import { createSocketToken } from '../adapters/local-socket/token-file.js';
import type { ValueChannel } from '../adapters/local-socket/value-channel.js';
import type { Bytes } from '../base/bytes.js';
import type { Secret } from '../base/secret.js';

export interface LocalSocketFixture {
  readonly path: string;
  readonly tokenPath: string;
  readonly token: Secret<Bytes>;
  readonly server: LocalSocketServer;
  /** The server's ends, in the order clients proved themselves. */
  readonly sessions: ValueChannel[];
  /** A proved session: both of its ends. */
  connect(): Promise<{ readonly node: ValueChannel; readonly face: ValueChannel }>;
  remove(): Promise<void>;
}

export async function localSocketFixture(): Promise<LocalSocketFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-socket-'));
  const path = join(directory, 'node.sock');
  const tokenPath = join(directory, 'token');
  const token = await createSocketToken(tokenPath);
  const sessions: ValueChannel[] = [];
  const server = await listenOnLocalSocket({ path, token, onSession: (channel) => sessions.push(channel) });
  return {
    path,
    tokenPath,
    token,
    server,
    sessions,
    connect: async () => {
      const face = await connectLocalSocket(path, token);
      const node = sessions.at(-1);
      if (!node) throw new Error('proved, but no session');
      return { node, face };
    },
    remove: async () => {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}
