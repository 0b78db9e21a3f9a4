// SECURITY A-42: a contact that stops reading while Alice owes it much is cut, keeps nobody waiting, and gets everything when
// it comes again. How little is kept for it meanwhile hangs on live-link.test.ts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostileContact } from '../../src/testing/hostile/hostile-contact.js';
import { ProcessHealth } from '../../src/testing/hostile/process-health.js';
import { HurriedTimers } from '../../src/testing/node/hurried-timers.js';
import { until } from '../../src/testing/node/observe.js';
import { newId } from '../../src/testing/node/person.js';
import { Scene } from './scene.js';

const LONG = 'x'.repeat(32_000);
/** 16 MB in all. */
const OWED = 512;
const AT_ONCE = 64;

describe('A-42: a contact that does not read', () => {
  const timers = new HurriedTimers();
  const health = new ProcessHealth();
  let scene: Scene;
  let mallory: HostileContact;
  let bob: HostileContact;

  beforeAll(async () => {
    scene = await Scene.open({ seams: { timers } });
    [mallory, bob] = [await scene.contact(), await scene.contact()];
  });
  afterAll(async () => {
    health.close();
    await scene.close();
  });

  const tell = (contact: HostileContact, text: string) =>
    scene.alice.client.call('sendMessage', { id: newId(), contactId: contact.contactId, text });
  const owe = async (first: number, count: number) => {
    for (let at = first; at < first + count; at += AT_ONCE) {
      const indices = Array.from({ length: AT_ONCE }, (_, index) => at + index);
      await Promise.all(indices.map((index) => tell(mallory, `${index} ${LONG}`)));
    }
  };
  const talkWithBob = async (text: string) => {
    const count = bob.read.length + 1;
    await tell(bob, `${text}, Bob`);
    await bob.untilRead(count);
    await bob.write(`${text}, Alice`);
    await scene.untilShown(bob, `${text}, Alice`);
  };
  const untilLinked = (count: number) =>
    until(scene.alice.client, ['links', {}], (rows) => {
      return rows.filter(({ state }) => state === 'up').length === count;
    });

  it('is cut after 75 silent seconds, and the others notice nothing', async () => {
    mallory.link.socket.raw.pause();
    await owe(0, OWED);
    for (const text of ['first', 'second', 'third']) {
      await untilLinked(2);
      timers.hurry(25_000);
      await talkWithBob(text);
    }
    await untilLinked(1);
    expect(health.errors).toEqual([]);
  }, 60_000);

  it('gets every message, once and in order, when it comes and reads', async () => {
    const known = mallory.read.length;
    await mallory.reopen();
    await mallory.untilRead(1 + OWED);
    expect(known).toBeLessThan(OWED);
    const texts = mallory.read.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));
    expect(texts.map((text) => Number.parseInt(text, 10))).toEqual(
      Array.from({ length: OWED }, (_, index) => index),
    );
  }, 60_000);
});
