import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageId, NodeId } from '../../base/ids.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { OutgoingFiles } from './outgoing-files.js';
import type { TransferJob } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';

const BOB = 'b'.repeat(64) as NodeId;
const OFFER = '5'.repeat(32) as MessageId;
const LINK = 1;
const state = { direction: 'out', stage: 'running', pausedByMe: false, pausedByPeer: false, end: null };
// What is looked at here of a file that flows to Bob.
const job = {
  id: '7'.repeat(32),
  nodeId: BOB,
  offer: OFFER,
  state,
  isHeld: false,
  header: new Uint8Array(84),
  key: new Uint8Array(32),
  root: new Uint8Array(32),
  source: { uploadId: '8'.repeat(32) },
} as unknown as TransferJob;

describe('the files of the owner', () => {
  let sent: Frame['kind'][];
  let called: string[];
  let files: OutgoingFiles;
  beforeEach(() => {
    [sent, called] = [[], []];
    const world: Pick<TransferWorld, 'send' | 'isContact' | 'changed' | 'ignoring'> = {
      send: (_linkId, frame) => {
        sent.push(frame.kind);
        return 'sent';
      },
      isContact: () => true,
      changed: () => undefined,
      ignoring: () => undefined,
    };
    const call = (name: string) => {
      called.push(name);
      return new Promise(() => undefined);
    };
    const timers = { monotonicMs: () => 0, after: () => () => undefined };
    files = new OutgoingFiles({ ...world, files: { call }, timers, places: () => [{}] } as never);
    files.apply(job);
  });

  const askForAll = () => {
    files.ticketWanted(LINK, BOB, { offer: OFFER, chunks: 0 });
    files.chunkWanted(LINK, BOB, { offer: OFFER, index: 0 });
    const ticket = new Uint8Array(32);
    files.pushWanted(LINK, BOB, { kind: 'pushWanted', offer: OFFER, ticket, first: 0, count: 1 } as never);
  };

  it('leave when the contact asks for them', () => {
    askForAll();
    expect(sent).toEqual(['fileTicket']);
    expect(called).toEqual(['seal', 'push']);
  });

  it('do not leave by any way while the owner has to decide about the key, and go on afterwards', () => {
    files.apply({ ...job, isHeld: true });
    askForAll();
    expect([sent, called]).toEqual([[], []]);
    files.apply(job);
    expect(sent).toEqual(['fileTicket']);
    askForAll();
    expect([sent, called]).toEqual([
      ['fileTicket', 'fileTicket'],
      ['seal', 'push'],
    ]);
  });

  it('leave for who goes on and asked before its word of it came, once', () => {
    files.apply({ ...job, state: { ...job.state, pausedByPeer: true } });
    files.ticketWanted(LINK, BOB, { offer: OFFER, chunks: 0 });
    expect(sent).toEqual([]);
    files.apply(job);
    expect(sent).toEqual(['fileTicket']);
    files.apply(job);
    expect(sent).toEqual(['fileTicket']);
  });

  it('stop being brought when somebody claims to replace the key', () => {
    askForAll();
    files.apply({ ...job, isHeld: true });
    expect(called).toContain('stopPushing');
  });
});
