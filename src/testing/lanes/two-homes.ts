// Two people, whatever their owners, wires and backups do, and what must be left of what they said to each other.

import { AppError } from '../../base/app-error.js';
import { formatPosition, authorRank } from '../../core/ports/position.js';
import { befriend } from './befriend.js';
import { approve, ask, contactId, say, texts } from './friends.js';
import { LaneWire } from './lane-wire.js';
import { meet, Person } from './person.js';

export type Who = 'alice' | 'bob';
export type Deed =
  | 'say'
  | 'read'
  | 'retry'
  | 'restart'
  | 'block'
  | 'unblock'
  | 'remove'
  | 'erase'
  | 'ask'
  | 'approve'
  | 'backUp'
  | 'restore';
export type Step =
  { readonly do: Deed; readonly who: Who } | { readonly do: 'meet'; readonly frames: number };

/** A copy is believed so often (docs/decisions/0009); the owner's word for more is not part of this. */
const MOST_RESTORES = 3;
/** What stands in the place of a message that failed. */
const WITHDRAWN = '(withdrawn)';

export class TwoHomes {
  readonly #people: Readonly<Record<Who, Person>>;
  readonly #said = new Map<string, Who>();
  /** In no store any more: said after the copy that came back, and never heard. */
  readonly #lost = new Set<string>();
  /** What each deleted with the conversation. */
  readonly #erased: Readonly<Record<Who, Set<string>>> = { alice: new Set(), bob: new Set() };
  /** Given up at least once: what is sent after that stands behind what was said in between. */
  readonly #givenUp = new Set<string>();
  readonly #restores: Record<Who, number> = { alice: 0, bob: 0 };

  private constructor(people: Readonly<Record<Who, Person>>, said: ReadonlyMap<string, Who>) {
    this.#people = people;
    this.#said = new Map(said);
  }

  /** Both have a copy of their home from before most of what was said. */
  static async open(): Promise<TwoHomes> {
    const people = { alice: new Person('alice'), bob: new Person('bob') };
    await befriend(new LaneWire(people.alice.node, people.bob.node));
    const homes = new TwoHomes(people, new Map());
    const talk = async (line: string): Promise<void> => {
      await homes.#say(line.startsWith('a') ? 'alice' : 'bob', line);
      await homes.perform({ do: 'meet', frames: Infinity });
    };
    for (const line of ['a-first', 'b-first']) await talk(line);
    for (const person of Object.values(people)) person.backUp();
    for (const line of ['a-lost 1', 'b-lost', 'a-lost 2']) await talk(line);
    return homes;
  }

  /** The same homes once more, for another course of events. */
  twin(): TwoHomes {
    const { alice, bob } = this.#people;
    return new TwoHomes({ alice: new Person('alice', alice), bob: new Person('bob', bob) }, this.#said);
  }

  close(): void {
    for (const person of Object.values(this.#people)) person.close();
  }

  async perform(step: Step): Promise<void> {
    if (step.do === 'meet') {
      const most = Number.isFinite(step.frames) ? step.frames : undefined;
      await meet(this.#people.alice, this.#people.bob, most);
      return;
    }
    try {
      await this.#act(step.do, step.who);
    } catch (error) {
      // What its owner may not do just now.
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** Owners think better of everything, and time passes. */
  async makeUp(): Promise<void> {
    for (let round = 0; round < 8; round++) {
      for (const who of ['alice', 'bob'] as const) {
        for (const deed of ['unblock', 'ask', 'approve'] as const) await this.perform({ do: deed, who });
      }
      // What is done at most once a minute may be done again.
      Person.clock.now += 61_000;
      await this.perform({ do: 'meet', frames: Infinity });
    }
  }

  /** Lines about what is not as it must be; none: nothing was lost, doubled or misplaced. */
  faults(): string[] {
    const shown = { alice: this.#shown('alice'), bob: this.#shown('bob') };
    const failed = new Set([...this.#inState('alice', 'failed'), ...this.#inState('bob', 'failed')]);
    const faults: string[] = [];
    for (const who of ['alice', 'bob'] as const) {
      for (const text of this.#said.keys()) {
        if (this.#lost.has(text) || this.#erased[who].has(text) || failed.has(text)) continue;
        if (!shown[who].includes(text)) faults.push(`${who} misses ${text}`);
      }
      if (new Set(shown[who]).size < shown[who].length)
        faults.push(`${who} has one twice: ${shown[who].join()}`);
      for (const text of this.#inState(who, 'queued')) faults.push(`${text} still waits`);
    }
    const common = (who: Who) =>
      shown[who].filter(
        (text) => !failed.has(text) && shown.alice.includes(text) && shown.bob.includes(text),
      );
    if (common('alice').join() !== common('bob').join()) {
      faults.push(`another order: ${common('alice').join()} and ${common('bob').join()}`);
    }
    for (const author of ['alice', 'bob'] as const) {
      const inTurn = (text: string) => this.#said.get(text) === author && !this.#givenUp.has(text);
      const heard = shown[otherOf(author)].filter(inTurn);
      const said = [...this.#said.keys()].filter((text) => heard.includes(text));
      if (heard.join() !== said.join()) faults.push(`${author} is heard out of turn: ${heard.join()}`);
    }
    return faults;
  }

  async #act(deed: Deed, who: Who): Promise<void> {
    const { node } = this.#people[who];
    const peer = this.#people[otherOf(who)].node;
    const of = () => ({ contactId: contactId(node, peer) });
    const isGone = () => node.store.contacts.byNode(peer.self)?.state === 'removed';
    switch (deed) {
      case 'say':
        return this.#say(who, `${who.slice(0, 1)}${String(this.#said.size)}`);
      case 'read': {
        const last = node.messages(peer.self).at(-1);
        if (!last) return;
        const upTo = formatPosition(last.lamport, authorRank(last.author), last.authorSeq);
        await node.command('markRead', { conversationId: node.conversation(peer.self), upTo });
        return;
      }
      case 'retry': {
        const message = node.messages(peer.self).find(({ state }) => state === 'failed');
        const conversationId = node.conversation(peer.self);
        if (message) await node.command('retryMessage', { conversationId, messageId: message.id });
        return;
      }
      case 'restart':
        node.restart();
        return;
      case 'block':
        this.#giveUp(who);
        await node.command('blockContact', of());
        return;
      case 'unblock':
        await node.command('unblockContact', of());
        return;
      case 'remove':
        this.#giveUp(who);
        await node.command('removeContact', { ...of(), history: 'keep' });
        return;
      case 'erase':
        this.#giveUp(who);
        for (const text of this.#shown(who)) this.#erased[who].add(text);
        await node.command('removeContact', { ...of(), history: 'delete' });
        this.#forgetLost();
        return;
      case 'ask':
        if (isGone()) await ask(node, peer);
        return;
      case 'approve':
        if (node.store.requests.byNode(peer.self)) await approve(node, peer);
        return;
      case 'backUp':
        this.#people[who].backUp();
        return;
      case 'restore':
        if (++this.#restores[who] > MOST_RESTORES) return;
        this.#people[who].restore();
        this.#forgetLost();
    }
  }

  async #say(who: Who, text: string): Promise<void> {
    await say(this.#people[who].node, this.#people[otherOf(who)].node, text);
    this.#said.set(text, who);
  }

  #giveUp(who: Who): void {
    for (const text of this.#inState(who, 'queued')) this.#givenUp.add(text);
  }

  /** What its author has not is held by the other side, or by nobody. */
  #forgetLost(): void {
    const held = new Set([...this.#shown('alice'), ...this.#shown('bob')]);
    for (const text of this.#said.keys()) if (!held.has(text)) this.#lost.add(text);
  }

  #shown(who: Who): string[] {
    const peer = this.#people[otherOf(who)].node;
    return texts(this.#people[who].node, peer).filter((text) => text !== WITHDRAWN);
  }

  #inState(who: Who, state: 'failed' | 'queued'): string[] {
    const { node } = this.#people[who];
    const peer = this.#people[otherOf(who)].node;
    const all = texts(node, peer);
    return node.messages(peer.self).flatMap((message, index) => {
      return message.state === state ? [all[index] ?? ''] : [];
    });
  }
}

function otherOf(who: Who): Who {
  return who === 'alice' ? 'bob' : 'alice';
}
