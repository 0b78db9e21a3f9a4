// SECURITY A-03: each kind of content is taken in the one place it has, and in no other.

import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/protocol/content-codec.js';
import type { Payload } from '../../src/protocol/payload-codec.js';
import { CONTENTS } from '../../src/testing/contents.js';
import type { ContactId } from '../../src/base/ids.js';
import { contactId } from '../../src/testing/lanes/friends.js';
import { badHands } from '../../src/testing/lanes/bad-hands.js';
import { kinds } from '../../src/testing/lanes/hostile-node.js';

type Place = 'in the conversation' | 'beside it' | 'given back as ours';

const PLACES: readonly Place[] = ['in the conversation', 'beside it', 'given back as ours'];
const PLACED: ReadonlySet<Content['kind']> = new Set(['text', 'withdrawn', 'fileOffer', 'unknown']);

const table = Object.values(CONTENTS).flatMap((content) =>
  PLACES.map((place) => {
    const isTaken = PLACED.has(content.kind) ? place !== 'beside it' : place === 'beside it';
    return [content.kind, place, isTaken ? 'taken' : 'refused', content] as const;
  }),
);

describe('a payload of each kind', () => {
  it.each(table)('%s, %s, is %s', async (_kind, place, expected, content) => {
    expect(await outcome(place, content)).toBe(expected);
  });
});

describe('an offer under an id that was used before', () => {
  it.each(['text', 'fileOffer'] as const)('by a %s is no other file in its place', async (kind) => {
    const { pair, mallory } = await badHands();
    await mallory.meet();
    const messageId = pair.bob.id() as Payload['messageId'];
    const say = async (content: Content) =>
      mallory.send(await mallory.envelope(mallory.payload('', { messageId, content })));
    await say(CONTENTS[kind]);
    const names = () =>
      pair.alice.store.transfers
        .ofContact(contactId(pair.alice, pair.bob) as ContactId)
        .map(({ name }) => name);
    const before = names();
    const { transfers } = pair.alice.store;
    for (const { id } of transfers.ofContact(contactId(pair.alice, pair.bob) as ContactId))
      transfers.remove(id);
    await say({ ...CONTENTS.fileOffer, name: 'other.txt' } as Content);
    expect([before, names()]).toEqual([kind === 'text' ? [] : ['a.txt'], []]);
  });
});

async function outcome(place: Place, content: Content): Promise<'taken' | 'refused'> {
  const { pair, mallory } = await badHands();
  const { alice, bob } = pair;
  const send = async (payload: ReturnType<typeof mallory.payload>) =>
    kinds(await mallory.send(await mallory.envelope(payload)));
  if (place !== 'given back as ours') {
    await mallory.meet();
    const changes: Partial<Payload> = place === 'beside it' ? { authorSeq: 0, content } : { content };
    const heard = await send(mallory.payload('', changes));
    expect(heard.filter((kind) => kind === 'ack' || kind === 'envelopeRefused')).toHaveLength(1);
    return heard.includes('ack') ? 'taken' : 'refused';
  }
  await mallory.rollBack();
  const lost = { sender: alice.self, recipient: bob.self, lamport: 50, authorSeq: 3, content };
  const carried = { kind: 'recovered', payload: mallory.payload('', lost) } as const;
  await send(mallory.payload('', { authorSeq: 0, content: carried }));
  const conversation = alice.conversation(bob.self);
  return alice.store.messages.bySeq(conversation, alice.self, 3) ? 'taken' : 'refused';
}
