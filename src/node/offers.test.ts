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
