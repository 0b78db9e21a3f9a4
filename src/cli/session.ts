// A conversation with the running node for the length of one command.

import { AppError } from '../base/app-error.js';
import { ContractClient } from '../contract/client.js';
import type { ViewState } from '../contract/live-view.js';
import type { BlockedRow, ContactRow, ConversationRow, NodeState, RequestRow } from '../contract/values.js';
import type { ViewName, ViewParams, ViewRow } from '../contract/views.js';
import { findByName, isNamed } from './find-contact.js';
import type { GlobalOptions } from './program-options.js';
import type { Shell } from './shell.js';

/**
 * Connects to the node of the home, runs `use` and closes the session whatever happens.
 * @throws AppError NODE_NOT_RUNNING; NODE_LOCKED or IDENTITY_MISSING unless `anyState`
 */
export async function withNode<T>(
  shell: Shell,
  options: GlobalOptions,
  use: (client: ContractClient) => Promise<T>,
  anyState = false,
): Promise<T> {
  const home = shell.node.resolveHome(options.home, shell.env);
  const client = new ContractClient(await shell.node.connectToNode(home));
  try {
    const { state } = await client.hello;
    if (!anyState) demandOpen(state);
    return await use(client);
  } finally {
    client.close();
  }
}

function demandOpen(state: NodeState): void {
  const refusal = closedError(state);
  if (refusal) throw refusal;
}

function closedError(state: NodeState | undefined): AppError | undefined {
  if (state === 'locked') return new AppError('NODE_LOCKED');
  return state === 'empty' ? new AppError('IDENTITY_MISSING') : undefined;
}

/** The first state of a view in which nothing is missing. @throws as `firstState` */
export function snapshot<Name extends ViewName>(
  client: ContractClient,
  name: Name,
  params: ViewParams<Name>,
): Promise<ViewState<ViewRow<Name>>> {
  return firstState(client, name, params, { isWanted: ({ hasNewer }) => !hasNewer });
}

interface Wanted<Row> {
  readonly isWanted: (state: ViewState<Row>) => boolean;
  /** A lock hides the view and does not end it. */
  readonly staysOverLocks?: boolean;
}

/**
 * The first state of a view that satisfies `isWanted`. A locked node shows no rows, which says nothing of what it has.
 * @throws AppError the view's end; NODE_LOCKED, unless it stays over locks
 */
export function firstState<Name extends ViewName>(
  client: ContractClient,
  name: Name,
  params: ViewParams<Name>,
  { isWanted, staysOverLocks = false }: Wanted<ViewRow<Name>>,
): Promise<ViewState<ViewRow<Name>>> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    const stop = client.subscribe(name, params, {
      onChange: (state) => {
        const hidden = closedError(client.state);
        if (isDone || (hidden ? staysOverLocks : !isWanted(state))) return;
        isDone = true;
        if (hidden) reject(hidden);
        else resolve(state);
        // `stop` does not exist yet if a view ever answered within `subscribe`.
        queueMicrotask(() => {
          stop();
        });
      },
      onEnd: reject,
    });
  });
}

export async function listContacts(client: ContractClient): Promise<readonly ContactRow[]> {
  const { rows } = await snapshot(client, 'contacts', {});
  return rows.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Oldest first, so that numbers stay while new requests arrive. */
export async function listRequests(client: ContractClient): Promise<readonly RequestRow[]> {
  const { rows } = await snapshot(client, 'requests', {});
  return rows.toSorted((a, b) => a.receivedAt - b.receivedAt || a.id.localeCompare(b.id));
}

/** Whoever was blocked while asking; blocked contacts are contacts. Whom nobody named goes by the id. */
export async function listBlockedRequesters(client: ContractClient): Promise<readonly BlockedRow[]> {
  const { rows } = await snapshot(client, 'blocked', {});
  return rows.map((row) => ({ ...row, name: row.name || row.nodeIdText }));
}

/** What is left of a conversation with somebody who is no contact any more, or under a key a contact had before. */
export interface FormerConversation extends Pick<ConversationRow, 'id' | 'name'> {
  readonly conversationId: string;
  readonly nodeIdText: string;
  /** The contact that has another key since; null: who it was with was removed. */
  readonly successorId: string | null;
  /** Of the last thing that was said, Unix milliseconds. */
  readonly lastAt: number;
}

/** The one that ended last first. */
export async function listFormer(client: ContractClient): Promise<readonly FormerConversation[]> {
  const { rows } = await snapshot(client, 'conversations', {});
  const former = rows.flatMap((row) =>
    row.former
      ? [
          {
            ...row.former,
            id: row.id,
            conversationId: row.id,
            name: row.name,
            lastAt: row.last?.receivedAt ?? 0,
          },
        ]
      : [],
  );
  return former.toSorted((a, b) => b.lastAt - a.lastAt);
}

/** The contact that is meant, or else the former conversation. @throws as `findByName` of contacts */
export async function findConversation(
  client: ContractClient,
  typed: string,
): Promise<ContactRow | FormerConversation> {
  const [contacts, former] = [await listContacts(client), await listFormer(client)];
  const isWhole = (row: { readonly name: string }) => isNamed(row, typed);
  // A whole name is not the beginning of another one, whoever bears that.
  if (!contacts.some(isWhole) && former.some(isWhole)) return findByName(former, typed);
  try {
    return findByName(contacts, typed);
  } catch (error) {
    if (!AppError.is(error, 'NOT_FOUND') || former.length === 0) throw error;
    return findByName(former, typed);
  }
}

export async function findContact(client: ContractClient, typed: string): Promise<ContactRow> {
  return findByName(await listContacts(client), typed);
}
