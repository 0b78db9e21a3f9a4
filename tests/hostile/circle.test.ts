// A wide circle at a small scale: fifty contacts with links into one node, and more slow clients than it has places for.
// `npm run bench -- --only circle` measures the same with two thousand.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, PLACES_PER_IPV4 } from '../../src/node/network/pre-auth-gate.js';
import { Circle } from '../../src/testing/hostile/circle.js';
import { SLOW_WAYS, type SlowClient } from '../../src/testing/hostile/slow-client.js';
import { newId } from '../../src/testing/node/person.js';
import { until } from '../../src/testing/node/observe.js';
import { Scene } from './scene.js';

const CONTACTS = 50;
const SLOW_CLIENTS = PLACES + 64;

describe('a circle of fifty contacts', () => {
  let scene: Scene;
  let circle: Circle;

  beforeAll(async () => {
    scene = await Scene.open();
    const hosts = Array.from({ length: CONTACTS }, () => scene.yard.nextHost());
    circle = await Circle.approvedBy(scene.alice, hosts);
  }, 60_000);
  afterAll(async () => {
    await circle.disconnect();
    await scene.close();
  });

  const untilLinked = (count: number) =>
    until(scene.alice.client, ['links', {}], (rows) => {
      return rows.filter(({ state }) => state === 'up').length === count;
    });
  /** Every contact says something, and is told something. */
  const talk = async (text: string) => {
    await Promise.all(circle.contacts.map((contact, index) => contact.write(`${text} ${index}`)));
    await Promise.all(circle.contacts.map((contact) => contact.untilAcked()));
    for (const [index, contact] of circle.contacts.entries()) {
      const count = contact.read.length + 1;
      const answer = { id: newId(), contactId: contact.contactId, text: `${text} to ${index}` };
      await scene.alice.client.call('sendMessage', answer);
      await contact.untilRead(count);
      const said = contact.read.at(-1)?.content;
      expect(said).toEqual({ kind: 'text', text: `${text} to ${index}` });
    }
    for (const [index, contact] of circle.contacts.entries()) {
      const shown = (await scene.shown(contact)).map((row) => row.text);
      expect(shown.filter((line) => line.startsWith(`${text} `))).toEqual([
        `${text} ${index}`,
        `${text} to ${index}`,
      ]);
    }
  };

  it('is linked all at once, each to its own conversation, also after all were cut', async () => {
    await untilLinked(CONTACTS);
    await talk('first');
    await circle.disconnect();
    await untilLinked(0);
    await circle.connect();
    await untilLinked(CONTACTS);
    await talk('again');
  }, 60_000);

  it('comes back and talks while more slow clients than there are places come again and again', async () => {
    const crowd = new Crowd(scene.alice.address);
    const hosts = Array.from({ length: SLOW_CLIENTS / PLACES_PER_IPV4 }, () => scene.yard.nextHost());
    const whole = hosts.flatMap((host) => Array.from({ length: PLACES_PER_IPV4 }, () => host));
    try {
      await crowd.begin(whole);
      await circle.connect();
      await untilLinked(CONTACTS);
      await talk('beside them');
      expect(crowd.cut).toBeGreaterThan(0);
    } finally {
      await crowd.end();
    }
    const newcomer = await scene.contact();
    await newcomer.write('when they are gone');
    await scene.untilShown(newcomer, 'when they are gone');
  }, 60_000);
});

/** Slow clients that come back as soon as they were cut. */
class Crowd {
  cut = 0;
  readonly #present = new Set<SlowClient>();
  readonly #lives: Promise<void>[] = [];
  #isOver = false;

  constructor(private readonly address: string) {}

  /** Returns when each had its first try. */
  async begin(hosts: readonly string[]): Promise<void> {
    await Promise.all(
      hosts.map((from, index) => {
        return new Promise<void>((tried) => {
          this.#lives.push(this.#live(from, index, tried));
        });
      }),
    );
  }

  async end(): Promise<void> {
    this.#isOver = true;
    for (const client of this.#present) client.stop();
    await Promise.all(this.#lives);
  }

  async #live(from: string, way: number, tried: () => void): Promise<void> {
    const begin = SLOW_WAYS[way % SLOW_WAYS.length];
    while (!this.#isOver) {
      const client = await begin?.({ address: this.address, from }).catch(() => undefined);
      tried();
      if (!client) {
        this.cut += 1;
        continue;
      }
      this.#present.add(client);
      this.#dismissIfOver(client);
      await client.ended;
      this.#present.delete(client);
      this.cut += 1;
    }
  }

  /** It came while the others were told to go. */
  #dismissIfOver(client: SlowClient): void {
    if (this.#isOver) client.stop();
  }
}
