import { describe, expect, it } from 'vitest';
import type { MessageId, NodeId } from '../../base/ids.js';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { TransferEngine, type TransferEngineDeps } from './transfer-engine.js';
import type { TransferAct, TransferJob } from './transfer-job.js';

const BOB = 'b'.repeat(64) as NodeId;
const OFFER = '5'.repeat(32) as MessageId;
const state = { direction: 'out', stage: 'offered', pausedByMe: false, pausedByPeer: false, end: null };
// What is looked at here of a file that is offered to Bob.
const job = {
  ...{ id: '7'.repeat(32), nodeId: BOB, offer: OFFER, state, header: new Uint8Array(84) },
  source: { uploadId: '8'.repeat(32) },
} as unknown as TransferJob;

function engine(isContact = true) {
  const acts: TransferAct[] = [];
  const deps: TransferEngineDeps = {
    files: { call: () => new Promise(() => undefined) },
    timers: manualTimers(),
    act: (act) => {
      acts.push(act);
      return Promise.resolve();
    },
    isContact: () => isContact,
    changed: () => undefined,
    bug: () => undefined,
  };
  return { engine: new TransferEngine(deps), acts };
}

describe('a contact that asks for a file of which nothing leaves any more', () => {
  const asks = [
    { kind: 'fileWanted', offer: OFFER, chunks: 0 },
    { kind: 'chunkWanted', offer: OFFER, index: 0 },
    { kind: 'pushWanted', offer: OFFER, ticket: new Uint8Array(32), first: 0, count: 1 },
  ] as const;

  it.each(asks)('is told what became of it, however it asks: $kind', (ask) => {
    const { engine: alice, acts } = engine();
    for (let times = 0; times < 3; times++) alice.frame(1, BOB, ask);
    expect(acts).toEqual([{ act: 'wantedLate', nodeId: BOB, offer: OFFER }]);
  });

  it('is told nothing while it may get the file', () => {
    const { engine: alice, acts } = engine();
    alice.apply(job);
    for (const ask of asks) alice.frame(1, BOB, ask);
    expect(acts).toEqual([]);
  });

  it('is told nothing when it is no contact', () => {
    const { engine: alice, acts } = engine(false);
    for (const ask of asks) alice.frame(1, BOB, ask);
    expect(acts).toEqual([]);
  });
});
