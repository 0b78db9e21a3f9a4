import { describe, expect, it } from 'vitest';
import type { RequestRow } from '../../../src/contract/values.js';
import { declinableAtOnce } from './declinable.js';

function request(name: string, replaces: RequestRow['replaces'] = null): RequestRow {
  return {
    ...{ id: name, nodeId: '', nodeIdText: '', fingerprint: '', name, note: '', addresses: [] },
    ...{ observedAddress: null, replaces, receivedAt: 0 },
  };
}

describe('declining all requests', () => {
  it('leaves the new keys of contacts to be decided one by one', () => {
    const bob = request('Bob', { contactId: 'bob', name: 'Bob', countersigned: false });
    const trusted = request('Carol', { contactId: 'carol', name: 'Carol', countersigned: true });
    const all = [request('Mallory'), bob, request('Trudy'), trusted];
    expect(declinableAtOnce(all).map(({ name }) => name)).toEqual(['Mallory', 'Trudy']);
  });
});
