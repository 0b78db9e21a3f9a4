// Two people become contacts the way their owners do it: look up, add, see the request, approve.

import { randomBytes } from 'node:crypto';
import type { ContractClient } from '../src/contract/client.js';
import { ID_RANDOM_BYTES, newId as orderedId } from '../src/contract/new-id.js';
import type { ContactRow } from '../src/contract/values.js';
import type { ViewName, ViewRow } from '../src/contract/views.js';

/** The contact as Alice sees it, once both approved. */
export async function befriend(
  alice: ContractClient,
  bob: ContractClient,
  addressOfBob: string,
): Promise<ContactRow> {
  const found = await alice.call('lookUp', { target: addressOfBob });
  const { nodeId, address } = found;
  const id = newId();
  await alice.call('addContact', { id, nodeId, address, name: 'Bob', note: '', trust: 'address' });
  const request = await firstRow(bob, 'requests', () => true);
  await bob.call('approveRequest', { requestId: request.id, contactId: newId(), name: 'Alice' });
  return firstRow(alice, 'contacts', (contact) => contact.state === 'approved');
}

/** As a face chooses it. */
export function newId(): string {
  return orderedId(Date.now(), randomBytes(ID_RANDOM_BYTES));
}

/** Waits for a row of the view that the condition holds for. */
export function firstRow<Name extends Exclude<ViewName, 'messages'>>(
  client: ContractClient,
  view: Name,
  condition: (row: ViewRow<Name>) => boolean,
): Promise<ViewRow<Name>> {
  return new Promise((resolve, reject) => {
    const end = client.subscribe<Exclude<ViewName, 'messages'>>(
      view,
      {},
      {
        onChange: ({ rows }) => {
          // The rows are of the view that was named.
          const row = (rows as readonly ViewRow<Name>[]).find(condition);
          if (!row) return;
          queueMicrotask(() => {
            end();
          });
          resolve(row);
        },
        onEnd: reject,
      },
    );
  });
}
