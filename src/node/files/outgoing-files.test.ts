import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
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
  let acts: string[];
  let places: number;
  let answer: (call: string) => Promise<unknown>;
  let files: OutgoingFiles;
  beforeEach(() => {
    [sent, called, acts, places] = [[], [], [], 1];
    answer = () => new Promise(() => undefined);
    const world: Pick<TransferWorld, 'act' | 'send' | 'isContact' | 'changed' | 'ignoring'> = {
      send: (_linkId, frame) => {
        sent.push(frame.kind);
        return 'sent';
      },
      act: ({ act }) => {
        acts.push(act);
        return Promise.resolve();
      },
      isContact: () => true,
      changed: () => undefined,
      ignoring: (work) => void work.catch(() => undefined),
    };
    const call = (name: string) => {
      called.push(name);
      return answer(name);
    };
    const timers = { monotonicMs: () => 0, after: () => () => undefined };
    const placesOf = () => Array.from({ length: places }, () => ({}));
    const linkId = () => LINK;
    files = new OutgoingFiles({ ...world, files: { call }, timers, places: placesOf, linkId } as never);
    files.apply(job);
  });

  const askForAll = () => {
    files.ticketWanted(LINK, BOB, { offer: OFFER, chunks: 0 });
    files.chunkWanted(LINK, BOB, { offer: OFFER, index: 0 });
    askToPush();
  };
  const askToPush = () => {
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
    expect([sent, called, files.activity(job.id)?.activity]).toEqual([[], [], 'held']);
    files.apply(job);
    expect(files.activity(job.id)?.activity).toBe('waiting');
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

  it.each([
    ['the key is doubted', { ...job, isHeld: true }],
    ['the owner pauses them', { ...job, state: { ...job.state, pausedByMe: true } }],
    ['the owner gives them up', { ...job, state: { ...job.state, stage: 'ended' }, key: null, source: null }],
  ])('are not brought to the next place when %s while nobody answers at the first', async (_what, then) => {
    places = 2;
    let nobodyThere: (end: string) => void = () => undefined;
    answer = (name) =>
      name === 'push' ? new Promise((resolve) => (nobodyThere = resolve)) : Promise.resolve();
    askToPush();
    files.apply(then as TransferJob);
    nobodyThere('unreachable');
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toContain('pushFailed');
    expect(called.filter((call) => call === 'push')).toHaveLength(1);
  });

  it('are brought to the next place when nobody answers at the first', async () => {
    places = 2;
    answer = () => Promise.resolve('unreachable');
    askToPush();
    await expect.poll(() => sent).toContain('pushFailed');
    expect(called).toEqual(['push', 'push']);
  });

  describe('out of reach', () => {
    let reached: Promise<unknown>;
    beforeEach(async () => {
      reached = Promise.reject(new AppError('FILE_UNREADABLE', { path: '/stick/a', reason: 'missing' }));
      reached.catch(() => undefined);
      answer = () => reached;
      askForAll();
      await new Promise(setImmediate);
      [sent.length, called.length] = [0, 0];
    });

    it('end for nobody, and nothing is read or promised of them meanwhile', async () => {
      expect(files.activity(job.id)?.activity).toBe('sourceAway');
      askForAll();
      await new Promise(setImmediate);
      expect([sent, called, acts]).toEqual([['pushFailed'], [], []]);
    });

    it('leave for who was getting them once they are back', async () => {
      reached = Promise.resolve(null);
      files.lookAgain(job.id);
      await expect.poll(() => sent).toEqual(['fileTicket']);
      expect([called, files.activity(job.id)?.activity]).toEqual([['reach'], 'waiting']);
    });

    it('invite nobody who has not accepted them yet', async () => {
      const carols = { ...job, id: '9'.repeat(32), nodeId: 'c'.repeat(64) } as TransferJob;
      files.apply({ ...carols, state: { ...job.state, stage: 'offered' } });
      reached = Promise.resolve(null);
      files.lookAgain(job.id);
      await expect.poll(() => sent).toEqual(['fileTicket']);
      reached = Promise.reject(new AppError('FILE_UNREADABLE', { path: '/stick/a', reason: 'missing' }));
      files.chunkWanted(LINK, BOB, { offer: OFFER, index: 0 });
      await new Promise(setImmediate);
      files.apply(carols);
      reached = Promise.resolve(null);
      files.lookAgain(job.id);
      await expect.poll(() => sent).toEqual(['fileTicket', 'fileTicket']);
    });

    it('end once something else lies in their place', async () => {
      reached = Promise.reject(new AppError('FILE_CHANGED', { path: '/stick/a' }));
      files.lookAgain(job.id);
      await expect.poll(() => acts).toEqual(['sourceLost']);
    });

    it('are not looked for while nobody may have them', async () => {
      files.apply({ ...job, isHeld: true });
      called.length = 0;
      files.lookAgain(job.id);
      await new Promise(setImmediate);
      expect(called).toEqual([]);
    });
  });

  describe('of which nobody knows whether everything was encrypted', () => {
    const claimAll = (linkId = LINK) => {
      files.ticketWanted(linkId, BOB, { offer: OFFER, chunks: 1_000_000 });
    };
    const looks = () => called.filter((call) => call === 'seal').length;
    beforeEach(() => {
      files.apply({ ...job, root: null });
    });

    it('are looked at once on a link, however often it is said that everything came', async () => {
      answer = () => Promise.resolve(1);
      for (let round = 0; round < 50; round++) {
        claimAll();
        await Promise.resolve();
      }
      expect(looks()).toBe(1);
      claimAll(LINK + 1);
      expect(looks()).toBe(2);
    });

    it('are looked at again when nothing could be seen', async () => {
      answer = () => Promise.reject(new AppError('NODE_STOPPING'));
      claimAll();
      claimAll();
      expect(looks()).toBe(1);
      await new Promise(setImmediate);
      claimAll();
      expect(looks()).toBe(2);
    });
  });
});
