import { describe, expect, it } from 'vitest';
import { idFromHex } from '../../base/ids.js';
import type { Contact, ContactState } from '../ports/contact-store.js';
import { afterClaims, canBeReplaced, freezes, frozen, keepingKey, unblocked } from './index.js';

const STATES: readonly ContactState[] = ['requested', 'approved', 'frozen', 'blocked', 'removed'];
const unsigned = { countersigned: false };
const countersigned = { countersigned: true };

function bob(fields: Partial<Contact> = {}): Contact {
  const id = idFromHex('contact', 'b0'.repeat(16));
  const nodeId = idFromHex('node', `b0${'07'.repeat(31)}`);
  if (!id || !nodeId) throw new TypeError('no ids');
  return {
    id,
    nodeId,
    fingerprint: '',
    state: 'approved',
    stateBefore: null,
    trust: 'address',
    trustBefore: null,
    name: '',
    profileName: null,
    note: '',
    typedAddress: null,
    record: null,
    recordSequence: 0,
    requestId: null,
    request: null,
    keyKept: false,
    since: 0,
    reachedAt: null,
    calledFrom: null,
    fileRule: { accept: 'images', mostBytes: 2_000_000 },
    ...fields,
  };
}

describe('a claim to be a contact under a new key', () => {
  it('means something only where there is a contact', () => {
    expect(STATES.filter((state) => canBeReplaced({ state }))).toEqual(['requested', 'approved', 'frozen']);
  });

  it('freezes until the owner kept the key, and with its signature always', () => {
    expect(freezes(unsigned, bob())).toBe(true);
    const kept = keepingKey(bob(), unsigned);
    expect(freezes(unsigned, kept)).toBe(false);
    expect(freezes(countersigned, kept)).toBe(true);
  });

  it('that is refused although it was countersigned says nothing about others', () => {
    expect(keepingKey(bob(), countersigned).keyKept).toBe(false);
  });

  it('freezes once, and remembers what was before', () => {
    const once = frozen(bob({ state: 'requested' }));
    expect(once).toMatchObject({ state: 'frozen', stateBefore: 'requested' });
    expect(frozen(once)).toBe(once);
  });

  it.each<[string, Partial<Contact>, (typeof unsigned)[], ContactState]>([
    ['the last one gone', {}, [], 'approved'],
    ['another waiting', {}, [unsigned], 'frozen'],
    ['another waiting after the key was kept', { keyKept: true }, [unsigned], 'approved'],
    ['a countersigned one waiting', { keyKept: true }, [unsigned, countersigned], 'frozen'],
    ['the last one gone while our request waits', { stateBefore: 'requested' }, [], 'requested'],
  ])('with %s leaves the contact so', (_, fields, waiting, expected) => {
    const contact = bob({ state: 'frozen', stateBefore: 'approved', ...fields });
    expect(afterClaims(contact, waiting).state).toBe(expected);
  });

  it('that is gone changes nothing about a contact that is not frozen', () => {
    for (const state of STATES.filter((name) => name !== 'frozen')) {
      const contact = bob({ state });
      expect(afterClaims(contact, [])).toBe(contact);
    }
  });

  it.each<[string, Partial<Contact>, (typeof unsigned)[], ContactState]>([
    ['nothing', {}, [], 'approved'],
    ['one', {}, [unsigned], 'frozen'],
    ['one after the key was kept', { keyKept: true }, [unsigned], 'approved'],
  ])('counts when a block is taken back: %s was claimed', (_, fields, waiting, expected) => {
    const contact = bob({ state: 'blocked', stateBefore: 'approved', ...fields });
    expect(unblocked(contact, waiting).state).toBe(expected);
  });
});
