import { expect, it } from 'vitest';
import { newId } from '../testing/node/person.js';
import { acceptFile, type OpenParts } from './transfers.js';

it('a file is accepted by its id, with room for all of it, whatever a list would show', async () => {
  const transferId = newId();
  const calls: unknown[] = [];
  const row = { id: transferId, direction: 'in', stage: 'offered', sizeBytes: 5 };
  const parts = {
    reader: {
      read: ({ kind, digits }: { kind: string; digits?: string }) =>
        Promise.resolve({ value: { rows: kind === 'transfersNamed' && digits === transferId ? [row] : [] } }),
    },
    transfers: {
      files: { call: (name: string, take: unknown) => Promise.resolve(calls.push([name, take])) },
      act: (act: unknown) => Promise.resolve(calls.push(act)),
    },
  } as unknown as OpenParts;
  await acceptFile(parts, { transferId, saveTo: null });
  expect(calls).toEqual([
    ['makeRoom', { arrivingBytes: 21, saved: null }],
    { act: 'accept', transferId, saveTo: null },
  ]);
});
