import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import type { MessageId, NodeId } from '../../base/ids.js';
import { encodeFileHeader } from '../../protocol/file-header.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { LIMITS } from '../../protocol/limits.js';
import { type ManualTimers, manualTimers } from '../../testing/network/manual-timers.js';
import type { FileCall } from './file-calls.js';
import { IncomingFiles } from './incoming-files.js';
import type { TransferAct, TransferJob } from './transfer-job.js';
import type { TransferWorld } from './transfer-world.js';

const ALICE = 'a'.repeat(64) as NodeId;
const OFFER = '5'.repeat(32) as MessageId;
const LINK = 1;
const header = encodeFileHeader({
  sizeBytes: 2 * LIMITS.fileChunkBytes,
  salt: new Uint8Array(32),
  commitment: new Uint8Array(32),
});
const state = { direction: 'in', stage: 'running', pausedByMe: false, pausedByPeer: false, end: null };
// What is looked at here of a file that comes from Alice.
const job = {
  ...{ id: '7'.repeat(32), nodeId: ALICE, offer: OFFER, state, header, name: 'a.bin' },
  ...{ key: new Uint8Array(32), root: null, source: null, saveTo: null },
} as unknown as TransferJob;
const paused = { ...job, state: { ...job.state, pausedByPeer: true } };
const saving = { ...job, state: { ...job.state, stage: 'done' }, saveTo: '/home/bob' } as TransferJob;

describe('the files that others send', () => {
  let timers: ManualTimers;
  let called: FileCall[];
  let sent: Frame['kind'][];
  let acts: TransferAct[];
  let carried: number;
  let answers: Partial<Record<FileCall, (take: { readonly from: number }) => Promise<unknown>>>;
  let places: readonly object[];
  let files: IncomingFiles;
  beforeEach(() => {
    places = [{}];
    timers = manualTimers();
    [called, sent, acts] = [[], [], []];
    carried = 0;
    answers = {
      open: () => Promise.resolve({ chunks: 0, isKept: false }),
      missing: ({ from }) => Promise.resolve(from < 2 ? { first: from, count: 1 } : null),
    };
    const world: Omit<TransferWorld, 'places'> = {
      timers,
      files: {
        call: (call, take) => {
          called.push(call);
          return (answers[call]?.(take as never) ?? Promise.resolve(null)) as never;
        },
      },
      act: (act) => {
        acts.push(act);
        return Promise.resolve({});
      },
      send: (_linkId, frame) => {
        sent.push(frame.kind);
        return 'sent';
      },
      isContact: () => true,
      linkId: () => LINK,
      brings: () => true,
      carried: () => {
        carried += 1;
      },
      changed: () => undefined,
      bug: () => undefined,
      ignoring: (work) => void work.catch(() => undefined),
    };
    files = new IncomingFiles({ ...world, places: () => places } as never);
  });
  const settle = () => new Promise(setImmediate);
  const calls = (call: FileCall) => called.filter((one) => one === call).length;

  it('are put to rest while they are paused, and not closed', async () => {
    files.apply(job);
    await settle();
    files.apply(paused);
    await settle();
    expect([calls('rest'), calls('close')]).toEqual([1, 0]);
    await files.stop();
  });

  it.each([
    ['told before', (): void => files.progressed(job.id, 1), () => undefined],
    ['told late', () => undefined, (): void => files.progressed(job.id, 1)],
  ])(
    'are as far while they are paused as they had come, %s, and when they go on',
    async (_, before, after) => {
      files.apply(job);
      await settle();
      before();
      files.apply(paused);
      await settle();
      after();
      const half = { doneBytes: LIMITS.fileChunkBytes, bytesPerSecond: 0 };
      expect(files.activity(job.id)).toMatchObject({ ...half, activity: 'idle' });
      answers.open = () => new Promise(() => undefined);
      files.apply(job);
      await settle();
      expect(files.activity(job.id)).toMatchObject({ ...half, activity: 'checking' });
    },
  );

  it('are not stopped at all when they go on at once', async () => {
    files.apply(job);
    await settle();
    for (let times = 0; times < 20; times++) for (const next of [paused, job]) files.apply(next);
    await settle();
    expect([calls('rest'), calls('stopFetching')]).toEqual([0, 0]);
    await files.stop();
  });

  it('come by another way when their sender has no place for one more request', async () => {
    answers.fetch = () => Promise.resolve('busy');
    files.apply(job);
    await settle();
    files.ticket(ALICE, OFFER, new Uint8Array(32));
    await expect.poll(() => sent).toContain('pushWanted');
    expect(calls('fetch')).toBe(1);
    await files.stop();
  });

  it('are fetched again with a ticket that comes while nothing does', async () => {
    answers.fetch = () => Promise.resolve('busy');
    files.apply(job);
    await settle();
    files.ticket(ALICE, OFFER, new Uint8Array(32));
    await expect.poll(() => sent).toContain('pushWanted');
    files.ticket(ALICE, OFFER, new Uint8Array(32));
    await settle();
    timers.advance(500);
    await settle();
    expect(calls('fetch')).toBe(2);
    expect(sent).not.toContain('chunkWanted');
    await files.stop();
  });

  it('are not said to come before anything does', async () => {
    places = [];
    files.apply(job);
    await expect.poll(() => sent).toContain('pushWanted');
    expect(files.activity(job.id)).toMatchObject({ activity: 'waiting', carrier: 'push' });
    files.pushFailed(ALICE, OFFER, 0);
    await expect.poll(() => sent).toContain('chunkWanted');
    expect(files.activity(job.id)).toMatchObject({ activity: 'waiting', carrier: 'link' });
    const slice = { index: 0, offset: 0, bytes: new Uint8Array(1_000) };
    files.slice(ALICE, OFFER, { ...slice, offset: 9 });
    expect(files.activity(job.id).activity).toBe('waiting');
    files.slice(ALICE, OFFER, slice);
    expect(files.activity(job.id)).toMatchObject({ activity: 'flowing', carrier: 'link' });
    await files.stop();
  });

  it('are said to stand still when something came and then nothing for three seconds', async () => {
    let end: (how: string) => void = () => undefined;
    answers.fetch = () => new Promise((resolve) => (end = resolve));
    answers.stopFetching = () => {
      end('stopped');
      return Promise.resolve(null);
    };
    const seen = () => files.activity(job.id);
    files.apply(job);
    await settle();
    files.ticket(ALICE, OFFER, new Uint8Array(32));
    await expect.poll(() => calls('fetch')).toBe(1);
    expect(seen()).toMatchObject({ activity: 'waiting', carrier: 'https' });
    // A piece of a chunk.
    files.progressed(job.id, 0);
    timers.advance(3_000);
    expect([seen().activity, files.isMoving]).toEqual(['flowing', true]);
    timers.advance(1);
    expect([seen().activity, files.isMoving]).toEqual(['stalled', false]);
    files.progressed(job.id, 1);
    timers.advance(10_000);
    files.progressed(job.id, 2);
    // A chunk in ten seconds: the next one may take as long.
    timers.advance(10_000);
    expect(seen()).toMatchObject({ activity: 'flowing', bytesPerSecond: 26_214 });
    await files.stop();
  });

  it('come by a slow way from the first chunk on: the next one may take as long as that one', async () => {
    places = [];
    files.apply(job);
    await expect.poll(() => sent).toContain('pushWanted');
    timers.advance(10_000);
    files.progressed(job.id, 1);
    timers.advance(9_000);
    expect(files.activity(job.id)).toMatchObject({
      activity: 'flowing',
      carrier: 'push',
      bytesPerSecond: 26_214,
    });
    await files.stop();
  });

  it('carry something once a chunk is here: a way that ends after a piece each time is not found to work', async () => {
    files.apply(job);
    await settle();
    for (let pieces = 0; pieces < 9; pieces++) files.progressed(job.id, 0);
    expect(carried).toBe(0);
    files.progressed(job.id, 1);
    expect(carried).toBe(1);
    await files.stop();
  });

  it('come over the link when their sender cannot be reached, whatever tickets it sends', async () => {
    places = [];
    const round = async () => {
      await expect.poll(() => sent).toContain('pushWanted');
      files.pushFailed(ALICE, OFFER, 0);
      await settle();
    };
    files.apply(job);
    await expect.poll(() => sent).toContain('pushWanted');
    files.ticket(ALICE, OFFER, new Uint8Array(32));
    await settle();
    expect(sent).not.toContain('chunkWanted');
    sent.length = 0;
    timers.advance(500);
    await round();
    expect(sent).toContain('chunkWanted');
    await files.stop();
  });

  it('are saved although the thread of files died meanwhile', async () => {
    let lives = 0;
    answers.save = () =>
      (lives += 1) === 1 ? Promise.reject(new AppError('NODE_STOPPING')) : Promise.resolve('/home/bob/a.bin');
    files.apply(saving);
    const saved = { act: 'saved', transferId: job.id, folder: '/home/bob', path: '/home/bob/a.bin' };
    await expect.poll(() => acts).toEqual([saved]);
  });

  it('are not saved for ever when the thread of files dies of it each time', async () => {
    answers.save = () => Promise.reject(new AppError('NODE_STOPPING'));
    files.apply(saving);
    await expect
      .poll(() => acts)
      .toMatchObject([{ act: 'notSaved', folder: '/home/bob', error: { code: 'COMMAND_FAILED' } }]);
    expect(calls('save')).toBe(3);
  });

  it('are saved another time when the node stops', async () => {
    answers.save = async () => {
      await files.stop();
      throw new AppError('NODE_STOPPING');
    };
    files.apply(saving);
    await expect.poll(() => calls('save')).toBe(1);
    await settle();
    expect(acts).toEqual([]);
  });
});
