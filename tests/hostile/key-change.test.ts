// SECURITY A-16: a contact's new key gets nothing before the owner approved it, however busy the conversation is.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveHostile, victimId } from '../../src/testing/hostile/hostile-contact.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Scene } from './scene.js';

const MESSAGES = 200;

describe('A-16: a key that changes in the middle of a conversation', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  it('gets nothing encrypted to it, and stops what goes to the old one, until Alice approves', async () => {
    const old = await scene.contact();
    const { client } = scene.alice;
    const contact = await until(client, ['contacts', {}], (rows) =>
      rows.find(({ nodeId }) => nodeId === old.peer.nodeId),
    );
    const write = (text: string) => client.call('sendMessage', { id: newId(), contactId: contact.id, text });
    const heir = scene.stranger();
    const link = await heir.dial(scene.alice.address);
    const claim = await heir.request(victimId(scene.alice), {
      replaces: { oldNodeId: old.peer.nodeId, signature: null },
    });
    const writing = Array.from({ length: MESSAGES }, (_, index) => {
      if (index === MESSAGES / 4) link.send(claim);
      return write(`text ${index}`);
    });
    await Promise.all(writing);
    const contactNow = () =>
      until(client, ['contacts', {}], (rows) => rows.find(({ id }) => id === contact.id));
    await until(client, ['contacts', {}], (rows) =>
      rows.some(({ id, state }) => id === contact.id && state === 'frozen'),
    );
    await old.link.settled();
    const sentToOld = old.read.length;
    await write('after the change');
    await Promise.all([old.link.settled(), link.settled()]);
    expect(old.read.length).toBe(sentToOld);
    expect(link.heard.filter(({ kind }) => kind === 'envelope' || kind === 'marks')).toEqual([]);
    // Marks the heir states unasked do not open anything either.
    await link.end();
    const early = await heir.dial(scene.alice.address);
    early.send({ kind: 'marks', ...old.marks(), incarnation: heir.incarnation });
    await early.settled();
    expect(early.heard.filter(({ kind }) => kind === 'envelope' || kind === 'marks')).toEqual([]);
    await early.end();
    await approveHostile(scene.alice, heir);
    const welcome = await heir.dial(scene.alice.address);
    await welcome.frame('marks');
    await welcome.end();
    expect(await contactNow()).toMatchObject({ id: contact.id, state: 'approved', nodeId: heir.nodeId });
  });
});
