// An older copy of a home comes back while files are on their way: both sides agree again on how it stands, or end it.

import { afterEach, describe, expect, it } from 'vitest';
import { newFileKey } from '../../src/adapters/crypto/file-cipher.js';
import { idFromHex, type UploadId } from '../../src/base/ids.js';
import type { Transfer } from '../../src/core/ports/transfer-store.js';
import { befriend } from '../../src/testing/lanes/befriend.js';
import { contactId } from '../../src/testing/lanes/friends.js';
import { LaneWire } from '../../src/testing/lanes/lane-wire.js';
import { meet, Person } from '../../src/testing/lanes/person.js';
import { PLAIN_OFFER } from '../../src/testing/lanes/offer-file.js';

afterEach(() => {
  Person.closeAll();
});

const STEPS = ['offer', 'accept', 'pause', 'resume', 'kept'] as const;
type Step = (typeof STEPS)[number];

/** Alice offers Bob a file; each step is settled before the next one. */
class Story {
  readonly alice = new Person('alice');
  readonly bob = new Person('bob');

  async begin(): Promise<this> {
    await befriend(new LaneWire(this.alice.node, this.bob.node));
    return this;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#step(step);
      await meet(this.alice, this.bob);
    }
  }

  of(person: Person): Transfer | undefined {
    const peer = person === this.alice ? this.bob : this.alice;
    const contact = person.node.contactOf(peer.node.self);
    return contact && person.node.store.transfers.ofContact(contact).at(-1);
  }

  async #step(step: Step): Promise<void> {
    const { node } = this.bob;
    const transferId = (this.of(this.bob)?.id ?? '') as Transfer['id'];
    if (step === 'offer') await this.#offer();
    else if (step === 'accept') await node.act({ act: 'accept', transferId, saveTo: null });
    else if (step === 'kept') await node.act({ act: 'kept', transferId });
    else if (step === 'pause') await node.command('pauseFile', { transferId });
    else await node.command('resumeFile', { transferId });
  }

  async #offer(): Promise<void> {
    const { node } = this.alice;
    const uploadId = idFromHex('upload', node.id()) as UploadId;
    const place = { path: '/a.bin', modifiedMs: 1, spool: null };
    const source = { uploadId, ...place, view: 'whole' as const, ...newFileKey(10) };
    const to = [{ id: node.id(), contactId: contactId(node, this.bob.node) }];
    await node.act({ ...PLAIN_OFFER, source, name: 'a.bin', to });
  }
}

const CASES = STEPS.flatMap((_step, saved) =>
  STEPS.slice(saved).flatMap((_last, more) =>
    (['alice', 'bob'] as const).map((who) => ({
      who,
      before: STEPS.slice(0, saved),
      since: STEPS.slice(saved, saved + more + 1),
    })),
  ),
);

describe('a home restored from before a file was so far', () => {
  it.each(CASES)('of $who, at [$before], with [$since] since then', async ({ who, before, since }) => {
    const story = await new Story().begin();
    await story.run(before);
    story[who].backUp();
    await story.run(since);
    story[who].restore();
    await meet(story.alice, story.bob);
    await meet(story.alice, story.bob);
    // Whatever the owner of the older copy still may do is done.
    if (story.of(story.bob)?.state.stage === 'offered') await story.run(['accept']);
    const [mine, theirs] = [story.of(story.alice)?.state, story.of(story.bob)?.state];
    if (theirs?.stage === 'running') {
      expect(story.of(story.bob)?.key).not.toBeNull();
      expect(mine).toMatchObject({ stage: 'running', pausedByPeer: theirs.pausedByMe });
    } else {
      expect(theirs === undefined || theirs.stage === 'done' || theirs.stage === 'ended').toBe(true);
      expect(mine === undefined || mine.stage === 'done' || mine.stage === 'ended').toBe(true);
    }
  });
});
