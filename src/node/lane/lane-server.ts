// The lane's end of the thread border: opens the store with the key it is given, and closes it again.

import type { MessagePort } from 'node:worker_threads';
import { openStore } from '../../adapters/sqlite/store-connection.js';
import { AppError } from '../../base/app-error.js';
import { Secret } from '../../base/secret.js';
import type { StoreConnection } from '../../core/ports/store.js';
import { buildLane, type BuiltLane, foundStore, type LaneEnvironment } from './build-lane.js';
import { dialList } from './dial-list.js';
import { unfinishedJobs } from './transfers.js';
import type { FromLane, LaneFacts, LaneOptions, LaneQuery, ToLane } from './lane-messages.js';

interface OpenLane extends BuiltLane {
  readonly connection: StoreConnection;
}

export function serveLane(port: MessagePort, environment: LaneEnvironment): void {
  let open: OpenLane | undefined;
  const post = (message: FromLane) => {
    port.postMessage(message);
  };
  port.on('message', (message: ToLane) => {
    switch (message.type) {
      case 'open':
        try {
          open = openLane(message.options, environment, post);
          post({ type: 'opened', facts: factsOf(open) });
        } catch (error) {
          const { code, params } =
            error instanceof AppError ? error : new AppError('STORE_FAILED', {}, error);
          post({ type: 'failed', error: { code, params } });
        }
        return;
      case 'items':
        for (const item of message.items) open?.lane.push(item);
        return;
      case 'query':
        post({ type: 'answer', id: message.id, value: open && answer(open, message.query) });
        return;
      case 'close':
        void closeLane(open).finally(() => {
          post({ type: 'closed' });
          port.close();
        });
        return;
    }
  });
}

function openLane(
  options: LaneOptions,
  environment: LaneEnvironment,
  post: (message: FromLane) => void,
): OpenLane {
  const connection = openWithKey(options);
  try {
    if (options.createFor) foundStore(connection, options.createFor.name, environment);
    const built = buildLane(connection, environment, ({ rev, entities, frames }, effects) => {
      post({ type: 'committed', rev, entities, effects, frames });
    });
    return { ...built, connection };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function openWithKey({ databaseFile, masterKey }: LaneOptions): StoreConnection {
  try {
    return openStore({ path: databaseFile, key: new Secret(masterKey) });
  } finally {
    masterKey.fill(0);
  }
}

function factsOf({ context }: OpenLane): LaneFacts {
  return {
    nodeId: context.self,
    name: context.store.identity.get()?.name ?? '',
    fingerprint: context.identity.fingerprint(context.self),
    privacy: context.store.privacy.get(),
    contacts: dialList(context.store),
    transfers: unfinishedJobs(context),
  };
}

function answer({ context }: OpenLane, query: LaneQuery): unknown {
  switch (query.kind) {
    case 'verify':
      return context.identity.verify(query.signer, query.label, query.body, query.signature);
    case 'fingerprint':
      return context.identity.fingerprint(query.nodeId);
  }
}

async function closeLane(open: OpenLane | undefined): Promise<void> {
  if (!open) return;
  await open.lane.stop();
  open.connection.close();
}
