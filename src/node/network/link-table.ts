// At most one link per node: of two, both sides keep the same one, and whoever listens sees them one after the other.

import type { NodeId } from '../../base/ids.js';
import { networkOf } from '../../base/ip-network.js';
import { settleAfterCheck, settleDuplicate } from '../../core/link/index.js';
import type { LiveLink } from './live-link.js';

/** Nodes we do not know may have so many links between them; those of one network so many of these. */
const STRANGER_LINKS = 64;
const STRANGER_LINKS_PER_NETWORK = 16;

export interface LinkTableListener {
  /** The link is the one of its node from now on; start it. */
  admitted(link: LiveLink): void;
}

interface Entry {
  current: LiveLink;
  /** Waits, unread, for the current one to prove that it lives. */
  challenger: LiveLink | undefined;
}

export class LinkTable {
  readonly #byNode = new Map<NodeId, Entry>();
  readonly #byId = new Map<number, LiveLink>();

  constructor(private readonly listener: LinkTableListener) {}

  /** Admitted links. */
  get links(): readonly LiveLink[] {
    return [...this.#byId.values()];
  }

  byId(linkId: number): LiveLink | undefined {
    return this.#byId.get(linkId);
  }

  byNode(nodeId: NodeId): LiveLink | undefined {
    return this.#byNode.get(nodeId)?.current;
  }

  /** Takes a link whose handshake is over, or closes it. */
  add(fresh: LiveLink): void {
    const entry = this.#byNode.get(fresh.nodeId);
    if (!entry) {
      if (!fresh.isContact) this.#makeRoom(networkOf(fresh.remoteIp));
      return this.#admit({ current: fresh, challenger: undefined });
    }
    if (entry.challenger) return this.#addThird(entry, entry.challenger, fresh);
    const verdict = settleDuplicate(entry.current.facts.origin, fresh.facts.origin);
    if (verdict === 'check') this.#challenge(entry, fresh);
    else this.#settle(entry, fresh, verdict);
  }

  /** To be called for every link that went down; true when it had been admitted. */
  remove(link: LiveLink): boolean {
    const entry = this.#byNode.get(link.nodeId);
    if (entry?.challenger === link) entry.challenger = undefined;
    // A challenger whose rival died is admitted by the answer to the check, which `close` of the rival has given.
    if (entry?.current === link) this.#byNode.delete(link.nodeId);
    return this.#byId.delete(link.facts.id);
  }

  /** Every link, admitted or not. */
  all(): readonly LiveLink[] {
    return [...this.#byNode.keys()].flatMap((nodeId) => this.of(nodeId));
  }

  /** The links of a node, admitted or not. */
  of(nodeId: NodeId): readonly LiveLink[] {
    const entry = this.#byNode.get(nodeId);
    if (!entry) return [];
    return entry.challenger ? [entry.challenger, entry.current] : [entry.current];
  }

  #admit(entry: Entry): void {
    this.#byNode.set(entry.current.nodeId, entry);
    this.#byId.set(entry.current.facts.id, entry.current);
    this.listener.admitted(entry.current);
  }

  #challenge(entry: Entry, fresh: LiveLink): void {
    const old = entry.current;
    entry.challenger = fresh;
    fresh.start(false);
    old.checkNow((isAlive) => {
      if (entry.challenger !== fresh) return;
      entry.challenger = undefined;
      const verdict = settleAfterCheck(old.facts.origin, fresh.facts.origin, isAlive);
      this.#settle(entry, fresh, verdict);
    });
  }

  /** While two are compared a third is set up: its dialler has given its earlier one up. */
  #addThird(entry: Entry, challenger: LiveLink, fresh: LiveLink): void {
    if (challenger.facts.origin.dialledBy === fresh.facts.origin.dialledBy) {
      entry.challenger = undefined;
      challenger.close('duplicate');
      return this.#challenge(entry, fresh);
    }
    entry.challenger = undefined;
    const verdict = settleAfterCheck(challenger.facts.origin, fresh.facts.origin, true);
    const [winner, loser] = verdict === 'keepNew' ? [fresh, challenger] : [challenger, fresh];
    loser.close('duplicate');
    this.#settle(entry, winner, 'keepNew');
  }

  #settle(entry: Entry, fresh: LiveLink, verdict: 'keepOld' | 'keepNew'): void {
    if (verdict === 'keepOld') return fresh.close('duplicate');
    const old = entry.current;
    old.close(old.isRenewing ? 'renewal' : 'duplicate');
    this.#admit({ current: fresh, challenger: undefined });
  }

  /** A stranger says what it has to say at once: of too many the one that has been silent for longest has to go. */
  #makeRoom(network: string): void {
    const strangers = this.links.filter((link) => !link.isContact);
    const neighbours = strangers.filter((link) => networkOf(link.remoteIp) === network);
    if (neighbours.length >= STRANGER_LINKS_PER_NETWORK) idlest(neighbours)?.drop('RATE_EXCEEDED');
    else if (strangers.length >= STRANGER_LINKS) idlest(strangers)?.drop('RATE_EXCEEDED');
  }
}

function idlest(links: readonly LiveLink[]): LiveLink | undefined {
  return links.toSorted((a, b) => a.usedAtMs - b.usedAtMs)[0];
}
