import { expect, it } from 'vitest';
import { AppError } from '../base/app-error.js';
import { newId } from '../testing/node/person.js';
import { offerFile } from './offers.js';
import type { OpenParts } from './transfers.js';

it('a file that arrived is not taken for the rest of an earlier run when it is forwarded at once', async () => {
  const called: string[] = [];
  let swept: () => void = () => undefined;
  const call = (name: string) => {
    called.push(name);
    return Promise.reject(new AppError('FILE_LOST'));
  };
  const parts = {
    reader: { read: () => Promise.resolve({ value: { file: { kept: {}, name: 'a.bin' } } }) },
    transfers: {
      files: { call },
      act: () => Promise.resolve(null),
      swept: () => new Promise<void>((resolve) => (swept = resolve)),
    },
  } as unknown as OpenParts;
  const offered = offerFile(parts, { transferId: newId(), to: [] });
  await new Promise(setImmediate);
  expect(called).toEqual([]);
  swept();
  await expect(offered).rejects.toMatchObject({ code: 'FILE_LOST' });
  expect(called).toEqual(['spoolKept']);
});

it('a file over which the thread of files ended is refused, not said to be of a node that stops', async () => {
  const ofThread = (isClosed: boolean) => {
    const files = { isClosed, call: () => Promise.reject(new AppError('NODE_STOPPING')) };
    const parts = {
      reader: {},
      transfers: { files, act: () => Promise.resolve(null) },
    } as unknown as OpenParts;
    return offerFile(parts, { path: '/home/alice/a.jpg', to: [] });
  };
  await expect(ofThread(false)).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  await expect(ofThread(true)).rejects.toMatchObject({ code: 'NODE_STOPPING' });
});
