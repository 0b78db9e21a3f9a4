import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../base/app-error.js';
import type { FileCall } from './files/file-calls.js';
import type { TransferAct } from './files/transfer-job.js';
import { LIMITS } from '../protocol/limits.js';
import { manualTimers, type ManualTimers } from '../testing/network/manual-timers.js';
import { newId } from '../testing/node/person.js';
import { HandOvers } from './hand-overs.js';

const BYTES = Buffer.from('hello').toString('base64url');
const PIECE = { offset: 0, bytes: BYTES };

describe('files that faces hand over as bytes', () => {
  let timers: ManualTimers;
  let calls: FileCall[];
  let acts: TransferAct[];
  let failing: FileCall | 'act' | undefined;
  let swept: Promise<void>;
  let handOvers: HandOvers;
  beforeEach(() => {
    timers = manualTimers();
    [calls, acts, failing] = [[], [], undefined];
    swept = Promise.resolve();
    handOvers = new HandOvers({
      timers,
      swept: () => swept,
      ignoring: (work) => void work.catch(() => undefined),
      files: {
        call: (call, take) => {
          calls.push(call);
          if (failing === call) return Promise.reject(new AppError('DISK_FULL', { path: '' }));
          const spool = { ...take, key: new Uint8Array(32), header: new Uint8Array(84) };
          return Promise.resolve((call === 'beginSpool' ? spool : null) as never);
        },
      },
      act: (act) => {
        acts.push(act);
        return failing === 'act' ? Promise.reject(new AppError('DISK_FULL')) : Promise.resolve({});
      },
    });
  });

  const begin = async (sizeBytes = 5, name = 'a.png') => {
    const id = newId();
    await handOvers.begin({ id, name, sizeBytes });
    return id;
  };
  const fails = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

  it('are attachable once they are whole, under a name that is only a name', async () => {
    const id = await begin(5, '../photo_\u202egnp.exe');
    await handOvers.piece({ id, ...PIECE });
    expect(await handOvers.end({ id })).toEqual({
      id,
      name: 'photo_gnp.exe',
      extension: 'exe',
      sizeBytes: 5,
      keepMetadata: false,
    });
    expect(acts).toMatchObject([{ act: 'handOver', attachment: { id, path: 'photo_gnp.exe' }, spool: {} }]);
    expect([calls, timers.waiting]).toEqual([['beginSpool', 'spool', 'keepSpool'], 0]);
  });

  it('begin when what an earlier run left was swept', async () => {
    let release = (): void => undefined;
    swept = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = begin();
    await Promise.resolve();
    expect(calls).toEqual([]);
    release();
    await begun;
    expect(calls).toEqual(['beginSpool']);
  });

  it('begin where there is room to attach them, and take no place where there is none', async () => {
    const full = { name: 'a.png', sizeBytes: 5, conversationId: 'c'.repeat(64) };
    failing = 'act';
    for (let count = 0; count < 9; count++)
      await fails(handOvers.begin({ id: newId(), ...full }), 'DISK_FULL');
    expect(calls).toEqual([]);
    failing = undefined;
    await handOvers.begin({ id: newId(), ...full });
    expect(acts.at(-1)).toEqual({ act: 'roomToAttach', conversationId: full.conversationId });
    expect(calls).toEqual(['beginSpool']);
  });

  it('go on only where they are, and to no more than was announced', async () => {
    const id = await begin();
    await fails(handOvers.piece({ id, offset: 1, bytes: BYTES }), 'INPUT_INVALID');
    await handOvers.piece({ id, ...PIECE });
    await fails(handOvers.piece({ id, ...PIECE }), 'INPUT_INVALID');
    await fails(handOvers.piece({ id, offset: 5, bytes: BYTES }), 'INPUT_INVALID');
    expect(calls).toEqual(['beginSpool', 'spool']);
  });

  it('are given up when they end too soon', async () => {
    const id = await begin(6);
    await handOvers.piece({ id, ...PIECE });
    await fails(handOvers.end({ id }), 'INPUT_INVALID');
    expect(calls.at(-1)).toBe('discardSpool');
    await fails(handOvers.piece({ id, offset: 5, bytes: BYTES }), 'NOT_FOUND');
    expect(acts).toEqual([]);
  });

  it('that nobody began have no pieces', async () => {
    await fails(handOvers.piece({ id: newId(), ...PIECE }), 'NOT_FOUND');
    await fails(handOvers.end({ id: newId() }), 'NOT_FOUND');
    const id = await begin();
    await fails(handOvers.begin({ id, name: 'b', sizeBytes: 1 }), 'COMMAND_REUSED_ID');
  });

  it('are eight at a time at most, and of no size the offer would refuse', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => begin()));
    await fails(begin(), 'RATE_EXCEEDED');
    await handOvers.drop({ id: ids[0] ?? '' });
    await begin();
    await fails(begin(LIMITS.fileBytes + 1), 'FILE_UNREADABLE');
  });

  it('that fall silent are given up', async () => {
    const id = await begin();
    timers.advance(29_000);
    await handOvers.piece({ id, offset: 0, bytes: BYTES.slice(0, 4) });
    timers.advance(29_000);
    expect(calls).not.toContain('discardSpool');
    timers.advance(1_000);
    expect(calls.at(-1)).toBe('discardSpool');
    await fails(handOvers.end({ id }), 'NOT_FOUND');
  });

  it('say in the end what a piece failed with', async () => {
    const id = await begin();
    failing = 'spool';
    await fails(handOvers.piece({ id, ...PIECE }), 'DISK_FULL');
    expect(calls.at(-1)).toBe('discardSpool');
    failing = undefined;
    await fails(handOvers.end({ id }), 'DISK_FULL');
  });

  it('have no place while there is no room for them, and leave nothing where the store fails', async () => {
    failing = 'beginSpool';
    for (let count = 0; count < 9; count++) await fails(begin(), 'DISK_FULL');
    failing = 'act';
    const id = await begin();
    await handOvers.piece({ id, ...PIECE });
    await fails(handOvers.end({ id }), 'DISK_FULL');
    expect(calls.at(-1)).toBe('discardSpool');
  });

  it('wait for nothing when the node stops', async () => {
    await begin();
    expect(timers.waiting).toBe(1);
    handOvers.stop();
    expect(timers.waiting).toBe(0);
  });
});
