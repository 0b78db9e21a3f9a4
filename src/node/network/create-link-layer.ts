// Puts the network side together: who is dialled, who comes in, and which link of a pair is the one.

import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import { err } from '../../base/result.js';
import type { Frame } from '../../protocol/frame-codec.js';
import type { CloseReason } from '../../protocol/registry.js';
import { StrangerAllowances } from './allowance.js';
import { dialLink, type DialledLink } from './dial-link.js';
import { createInboundLinks, type InboundLinks } from './inbound-links.js';
import type { DialTarget, DownReason, LinkCredentials, LinkLayer, LinkListener } from './link-layer.js';
import type { LinkLayerDeps } from './link-layer-deps.js';
import { LinkTable } from './link-table.js';
import { LiveLink, type LiveLinkFacts } from './live-link.js';
import { peerRecord } from './peer-record.js';
import { probeAddress } from './probe-address.js';
import { TargetDialler } from './target-dialler.js';
import { WakeWatch } from './wake-watch.js';

export function createLinkLayer(deps: LinkLayerDeps, listener: LinkListener): LinkLayer {
  return new Links(deps, listener);
}

/**
 * The dialler of an old link renews it; its peer waits so long for that before it ends the link. Shorter than what remains
 * of 75 s of silence, because an old link is not pinged any more.
 */
const RENEWAL_GRACE_MS = 30_000;

type Origin = Pick<LiveLinkFacts, 'direction' | 'address'> & { readonly beganAtMs: number };

class Links implements LinkLayer {
  readonly #table = new LinkTable({
    admitted: (link) => {
      this.#admitted(link);
    },
  });
  readonly #diallers = new Map<NodeId, TargetDialler>();
  readonly #inbound: InboundLinks;
  readonly #strangers: StrangerAllowances;
  readonly #wake: WakeWatch;
  #credentials: LinkCredentials | undefined;
  #isStopped = false;
  #lastLinkId = 0;

  constructor(
    private readonly deps: LinkLayerDeps,
    private readonly listener: LinkListener,
  ) {
    this.#strangers = new StrangerAllowances(deps.timers);
    this.#wake = new WakeWatch(deps.timers, () => {
      this.#woke();
    });
    this.#inbound = createInboundLinks(deps, {
      credentials: () => this.#credentials,
      isContact: (nodeId) => this.#diallers.has(nodeId),
      connected: (peer, beganAtMs) => {
        this.#established(peer, { direction: 'in', address: null, beganAtMs });
      },
    });
  }

  listen({ host, port }: { host: string; port: number }): Promise<{ host: string; port: number }> {
    return this.#inbound.listen(host, port);
  }

  setCredentials(credentials: LinkCredentials, closeWith: CloseReason | null): void {
    const hadNone = this.#credentials === undefined;
    this.#credentials = credentials;
    if (closeWith !== null) {
      this.#inbound.cancel();
      for (const link of this.#table.all()) link.close(closeWith);
    }
    if (hadNone || closeWith !== null) for (const dialler of this.#diallers.values()) dialler.restart();
  }

  setTargets(targets: readonly DialTarget[]): void {
    const wanted = new Map(targets.map((target) => [target.nodeId, target]));
    for (const nodeId of this.#diallers.keys()) if (!wanted.has(nodeId)) this.#forget(nodeId);
    for (const target of wanted.values()) this.#dial(target);
    this.#rememberCalls(targets);
    for (const link of this.#table.all()) link.setContact(wanted.has(link.nodeId));
  }

  setTarget(nodeId: NodeId, target: DialTarget | null): void {
    if (target) this.#dial(target);
    else this.#forget(nodeId);
    for (const link of this.#table.of(nodeId)) link.setContact(target !== null);
  }

  send(linkId: number, frame: Frame): 'sent' | 'full' | 'gone' {
    const link = this.#table.byId(linkId);
    if (link && frame.kind === 'ack') this.#diallers.get(link.nodeId)?.acknowledged('us', frame.streamSeq);
    return link?.send(frame) ?? 'gone';
  }

  carried(nodeId: NodeId): void {
    this.#diallers.get(nodeId)?.carried();
  }

  bulkPlaces(nodeId: NodeId): readonly BulkPlace[] {
    return this.#table.byNode(nodeId)?.bulkPlaces ?? [];
  }

  setReading(linkId: number, isReading: boolean): void {
    this.#table.byId(linkId)?.setReading(isReading);
  }

  closeLink(linkId: number, reason: CloseReason): void {
    this.#table.byId(linkId)?.close(reason);
  }

  probe(address: string, expect?: NodeId) {
    const credentials = this.#credentials;
    if (!credentials) return Promise.resolve(err(new AppError('NODE_LOCKED', { address })));
    return probeAddress(this.deps, { address, expect, credentials });
  }

  dialNow(nodeId: NodeId): void {
    this.#diallers.get(nodeId)?.dialNow();
  }

  statuses() {
    return [...this.#diallers.values()].map((dialler) => dialler.status);
  }

  async stop(reason: 'shutdown' | 'locked'): Promise<void> {
    this.#isStopped = true;
    this.#credentials = undefined;
    this.#wake.stop();
    for (const dialler of this.#diallers.values()) dialler.stop();
    this.#inbound.cancel();
    for (const link of this.#table.all()) link.close(reason);
    await this.#inbound.close();
  }

  /** Places are kept free for where contacts came from before this run, too. */
  #rememberCalls(targets: readonly DialTarget[]): void {
    const now = this.deps.timers.now();
    const calls = targets.flatMap(({ calledFrom: ip, calledAt }) => {
      // A clock that was set back must not make a call younger than now.
      return ip === null || calledAt === null ? [] : [{ ip, agoMs: Math.max(0, now - calledAt) }];
    });
    // Those that are forgotten first when there are too many.
    calls.sort((a, b) => b.agoMs - a.agoMs);
    for (const { ip, agoMs } of calls) this.#inbound.remember(ip, agoMs);
  }

  /** What is up may be dead, and who did not answer before the machine slept may do so now. */
  #woke(): void {
    this.deps.log('woke-up', {});
    for (const link of this.#table.all()) link.doubt();
    for (const dialler of this.#diallers.values()) if (dialler.status.linkId === null) dialler.restart();
  }

  #forget(nodeId: NodeId): void {
    this.#diallers.get(nodeId)?.stop();
    this.#diallers.delete(nodeId);
  }

  #dial(target: DialTarget): void {
    const known = this.#diallers.get(target.nodeId);
    if (known) return known.setTarget(target);
    const dialler = new TargetDialler(this.deps, target, {
      dial: (address, mayReach, done) => {
        const credentials = this.#credentials;
        return (
          credentials &&
          dialLink(this.deps, { address, mayReach, credentials, expectedNodeId: target.nodeId }, done)
        );
      },
      connected: (peer, address, beganAtMs) => {
        this.#established(peer, { direction: 'out', address, beganAtMs });
      },
      changed: (status) => {
        if (!this.#isStopped) this.listener.changed(target.nodeId, status);
      },
    });
    this.#diallers.set(target.nodeId, dialler);
    const link = this.#table.byNode(target.nodeId);
    if (link) dialler.linkUp(link);
    else dialler.start();
  }

  #established(peer: DialledLink, origin: Origin): void {
    const own = this.#credentials;
    if (!own) return peer.socket.terminate();
    const { direction, address, beganAtMs } = origin;
    const { nodeId } = peer.established;
    const facts: LiveLinkFacts = {
      id: ++this.#lastLinkId,
      direction,
      address,
      origin: {
        dialledBy: direction === 'out' ? own.nodeId : nodeId,
        beganAt: beganAtMs,
        establishedAt: this.deps.timers.monotonicMs(),
      },
      isContact: this.#diallers.has(nodeId),
    };
    const deps = { ...this.deps, strangers: this.#strangers };
    this.#table.add(new LiveLink(deps, facts, peer, this.#linkEvents));
  }

  readonly #linkEvents = {
    frame: (link: LiveLink, frame: Frame) => {
      if (frame.kind === 'ack') this.#diallers.get(link.nodeId)?.acknowledged('them', frame.streamSeq);
      this.listener.frame(link.facts.id, link.nodeId, frame);
    },
    writable: (link: LiveLink) => {
      this.listener.writable(link.facts.id);
    },
    down: (link: LiveLink, reason: DownReason) => {
      this.#wentDown(link, reason);
    },
    renewalDue: (link: LiveLink) => {
      const dialler = link.facts.direction === 'out' ? this.#diallers.get(link.nodeId) : undefined;
      if (dialler) dialler.renew();
      else link.closeLater(RENEWAL_GRACE_MS, 'renewal');
    },
  };

  #admitted(link: LiveLink): void {
    const { facts, established, nodeId } = link;
    this.deps.log('link-up', { link: facts.id, node: nodeId.slice(0, 8), direction: facts.direction });
    // Before `up`, in which the listener may already end the link again.
    this.#diallers.get(nodeId)?.linkUp(link);
    this.listener.up({
      linkId: facts.id,
      nodeId,
      incarnation: established.incarnation,
      version: established.version,
      record: peerRecord(established),
      direction: facts.direction,
      address: facts.address,
      remoteIp: link.remoteIp,
    });
    link.start(true);
  }

  #wentDown(link: LiveLink, reason: DownReason): void {
    const wasAdmitted = this.#table.remove(link);
    if (!wasAdmitted || this.#isStopped) return;
    const { facts, nodeId } = link;
    const why = 'close' in reason ? { reason: reason.close } : reason;
    this.deps.log('link-down', { link: facts.id, node: nodeId.slice(0, 8), ...why });
    this.listener.down(facts.id, nodeId, reason);
    this.#diallers.get(nodeId)?.linkDown(link, reason);
  }
}
