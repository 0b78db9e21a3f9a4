// The reader's end of the thread border: one connection that cannot write, open only while the vault is.

import type { MessagePort } from 'node:worker_threads';
import { sha256 } from '../../adapters/crypto/sha256.js';
import { type StoreReader, openStoreReader } from '../../adapters/sqlite/read/store-reader.js';
import { AppError } from '../../base/app-error.js';
import { Secret } from '../../base/secret.js';
import { directConversationId, searchRules } from '../../core/conversation/index.js';
import type { FromReader, ReaderError, ReaderOptions, ToReader } from './reader-messages.js';

export function serveReader(port: MessagePort): void {
  let reader: StoreReader | undefined;
  const opened = () => {
    if (reader) return reader;
    throw new AppError('NODE_LOCKED');
  };
  const post = (message: FromReader) => {
    port.postMessage(message);
  };
  const attempt = (id: number | null, act: () => FromReader) => {
    try {
      post(act());
    } catch (error) {
      post({ type: 'failed', id, error: errorOf(error) });
    }
  };
  port.on('message', (message: ToReader) => {
    switch (message.type) {
      case 'open':
        attempt(null, () => {
          reader = open(message.options);
          return { type: 'opened' };
        });
        return;
      case 'read':
        attempt(message.id, () => ({ type: 'answer', id: message.id, value: opened().read(message.query) }));
        return;
      case 'check':
        attempt(message.id, () => ({
          type: 'answer',
          id: message.id,
          value: opened().problems(message.check),
        }));
        return;
      case 'close':
        reader?.close();
        reader = undefined;
        port.close();
    }
  });
}

function open({ databaseFile, masterKey, self }: ReaderOptions): StoreReader {
  try {
    return openStoreReader(
      { path: databaseFile, key: new Secret(masterKey) },
      { self, conversationWith: (nodeId) => directConversationId(sha256, self, nodeId), search: searchRules },
    );
  } finally {
    masterKey.fill(0);
  }
}

function errorOf(error: unknown): ReaderError {
  const { code, params } = error instanceof AppError ? error : new AppError('STORE_FAILED');
  return { code, params };
}
