import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/base/app-error.js';
import { err, ok } from '../../../src/base/result.js';
import { HANDED_PIECE_BYTES } from '../../../src/contract/bounds.js';
import type { NodeClient } from '../../node-client/use-node.js';
import type { Shell } from '../../shell/shell.js';
import { folderAt, type Given, type GivenFolder } from '../../ui/given.js';
import { toastManager } from '../../ui/toasts.js';
import { attachFiles, handing } from './handing.js';

const CONVERSATION = 'c'.repeat(64);

describe('a file that is given to the window', () => {
  let calls: string[];
  let refusals: Record<string, AppError>;
  let answers: Record<string, unknown>;
  let told: unknown[];
  let meanwhile: Record<string, () => void>;
  beforeEach(() => {
    [calls, refusals, answers, told, meanwhile] = [[], {}, {}, [], {}];
    vi.spyOn(toastManager, 'add').mockImplementation(({ description }) => {
      told.push(description);
      return '';
    });
  });

  const give = (shell: Partial<Shell>, ...files: Given[]) => {
    const call = (name: string, params: { bytes?: string }) => {
      meanwhile[name]?.();
      calls.push(params.bytes === undefined ? name : `${name} ${String(params.bytes.length)}`);
      const refusal = refusals[name];
      return Promise.resolve(refusal ? err(refusal) : ok(answers[name] ?? {}));
    };
    const node = { connection: { call } } as unknown as NodeClient;
    const means = { handOver: () => Promise.resolve(false), carry: undefined, ...shell } as unknown as Shell;
    const given = files.length > 0 ? files : [new File(['hello'], 'a.txt')];
    return attachFiles(CONVERSATION, given, { node, shell: means });
  };

  it('is attached from where it lies, where that can be told', async () => {
    await give({ handOver: () => Promise.resolve(true) });
    expect([calls, told, handing.getState()]).toEqual([['attachFile'], [], []]);
  });

  it('goes over beside the session, where there is a way', async () => {
    const carried: unknown[] = [];
    await give({
      carry: (id, file, sent) => {
        carried.push(file.name);
        sent(3);
        expect(handing.getState()).toMatchObject([{ id, name: 'a.txt', sentBytes: 3, sizeBytes: 5 }]);
        return Promise.resolve(true);
      },
    });
    expect([calls, carried, told]).toEqual([['beginHandOver', 'endHandOver', 'attachFile'], ['a.txt'], []]);
  });

  it('goes over in the session piece by piece, where there is none', async () => {
    await give({}, new File([new Uint8Array(HANDED_PIECE_BYTES + 3)], 'a.png'));
    const piece = (bytes: number) => `handOverPiece ${String(Math.ceil((bytes * 4) / 3))}`;
    expect(calls).toEqual([
      'beginHandOver',
      piece(HANDED_PIECE_BYTES),
      piece(3),
      'endHandOver',
      'shownType',
      'attachFile',
    ]);
  });

  it('is drawn small only when it is a picture the node would show', async () => {
    const drawn = vi.fn(() => Promise.reject(new Error('nothing to draw on')));
    vi.stubGlobal('createImageBitmap', drawn);
    for (const type of [null, 'video/mp4', 'image/webp']) {
      answers = { shownType: { type } };
      await give({ handOver: () => Promise.resolve(true) }, new File(['RIFF'], 'a.webp'));
    }
    expect(drawn).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  it('that breaks off or cannot be read is not attached, which is said', async () => {
    refusals = { endHandOver: new AppError('INPUT_INVALID') };
    await give({ carry: () => Promise.resolve(false) });
    expect(calls).toEqual(['beginHandOver', 'endHandOver']);
    expect(told).toEqual(['a.txt could not be attached. Check that it is a file that can be read.']);
  });

  it('that the node has no room for is not attached, and the reason is said', async () => {
    refusals = { beginHandOver: new AppError('DISK_FULL') };
    await give({});
    refusals = { endHandOver: new AppError('DISK_FULL'), handOverPiece: new AppError('DISK_FULL') };
    await give({});
    expect(calls).toEqual(['beginHandOver', 'beginHandOver', 'handOverPiece 7', 'endHandOver']);
    const said = 'a.txt could not be attached. The disk is full. Free some space and try again.';
    expect(told).toEqual([said, said]);
  });

  const full = new AppError('ATTACHMENTS_FULL', { most: 100 });
  it.each<[string, string, string[]]>([
    ['before a byte of it was carried', 'beginHandOver', ['beginHandOver']],
    [
      'and is not kept where that is known only when it is there',
      'attachFile',
      ['beginHandOver', 'carried', 'endHandOver', 'attachFile', 'dropHandOver'],
    ],
  ])('is refused where no more fit, %s; of the others that is not even asked', async (_, by, expected) => {
    refusals = { [by]: full };
    const files = ['a.txt', 'b.txt', 'c.txt'].map((name) => new File(['hello'], name));
    const carry = () => Promise.resolve(calls.push('carried') > 0);
    await give({ carry }, ...files);
    expect(calls).toEqual(expected);
    expect([told, handing.getState()]).toEqual([['100 files are attached already. Send them first.'], []]);
  });

  it('may be a folder, packed here where nobody knows where it lies', async () => {
    const carried: Promise<string>[] = [];
    const carry: Shell['carry'] = (_id, file) => {
      carried.push(file.text());
      return Promise.resolve(true);
    };
    await give({ carry }, TRIP);
    expect(calls).toEqual(['beginHandOver', 'endHandOver', 'attachFile']);
    expect(await carried[0]).toMatch(/^PK.*Trip\/.*Trip\/a\.txt.*hello.*PK/su);
    calls = [];
    await give({ handOver: () => Promise.resolve(true) }, TRIP);
    await give({}, folderAt('/home/alice/Trip/'));
    expect(calls).toEqual(['attachFile', 'handOverFile', 'attachFile']);
  });

  it('may be a folder that cannot be sent, which is said with the reason', async () => {
    await give({}, { ...TRIP, list: () => Promise.resolve('entries') });
    await give({}, { ...TRIP, list: () => Promise.reject(new Error('gone')) });
    refusals = {
      handOverFile: new AppError('FILE_UNREADABLE', { path: '/home/alice/Trip', reason: 'entries' }),
    };
    await give({}, folderAt('/home/alice/Trip'));
    expect([calls, handing.getState()]).toEqual([['handOverFile'], []]);
    const much = expect.stringContaining('Trip was not attached: more than 10,000') as string;
    expect(told).toEqual([much, 'Trip was not attached: not everything in it can be read.', much]);
  });

  it('is given up on its way, and nothing is said', async () => {
    await give({
      carry: (_id, _file, _sent, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve(false);
          });
          handing.getState()[0]?.cancel();
        }),
    });
    expect([calls, told, handing.getState()]).toEqual([['beginHandOver', 'dropHandOver'], [], []]);
  });

  it('that is taken out once the node has it is not kept by the node', async () => {
    meanwhile = { endHandOver: () => handing.getState()[0]?.cancel() };
    await give({ carry: () => Promise.resolve(true) });
    expect([calls, told]).toEqual([['beginHandOver', 'endHandOver', 'dropHandOver'], []]);
  });

  it('that is taken out while the node attaches it is attached no more', async () => {
    meanwhile = { attachFile: () => handing.getState()[0]?.cancel() };
    await give({ handOver: () => Promise.resolve(true) });
    expect([calls, told, handing.getState()]).toEqual([['attachFile', 'setAttachments'], [], []]);
  });
});

const TRIP: GivenFolder = {
  name: 'Trip',
  place: new File([], 'Trip'),
  list: () =>
    Promise.resolve([
      { parent: undefined, name: 'Trip', isFolder: true, sizeBytes: 0, modifiedMs: 0, file: undefined },
      {
        parent: 0,
        name: 'a.txt',
        isFolder: false,
        sizeBytes: 5,
        modifiedMs: 0,
        file: new File(['hello'], 'a.txt'),
      },
    ]),
};
