import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import { NextVersions } from './next-versions.js';
import type { NodeConnection } from './node-connection.js';

const FILE = 'a'.repeat(32);

/** A node that knows whether the file is followed, unless it cannot be asked. */
function asking() {
  const node = { isFollowed: false, isThere: true, asked: 0 };
  const call = (_: string, { digits }: { digits: string }) => {
    node.asked += 1;
    if (!node.isThere) return Promise.resolve(err(new AppError('NODE_NOT_RUNNING')));
    return Promise.resolve(ok({ files: [{ id: digits, isFollowed: node.isFollowed }] }));
  };
  const connection = { call } as unknown as Pick<NodeConnection, 'call'>;
  return { node, versions: new NextVersions(connection) };
}

describe('a file that is sent once more', () => {
  it('goes under one id until the node answered, and asks for nothing', async () => {
    const { node, versions } = asking();
    const id = await versions.of(FILE);
    expect(await versions.of(FILE)).toBe(id);
    expect(await versions.of('b'.repeat(32))).not.toBe(id);
    expect(node.asked).toBe(0);
  });

  it('goes under that id as long as it is there, so that it is sent once however often it is asked for', async () => {
    const { node, versions } = asking();
    const id = await versions.of(FILE);
    versions.sent(id);
    node.isFollowed = true;
    expect(await versions.of(FILE)).toBe(id);
  });

  it('goes under another once that was taken back or deleted, and under one however many ask at once', async () => {
    const { node, versions } = asking();
    const first = await versions.of(FILE);
    versions.sent(first);
    const anew = await Promise.all([versions.of(FILE), versions.of(FILE)]);
    expect(anew[0]).not.toBe(first);
    expect(anew[1]).toBe(anew[0]);
    expect(await versions.of(FILE)).toBe(anew[0]);
    expect(node.asked).toBe(2);
  });

  it('keeps its id when the node cannot be asked', async () => {
    const { node, versions } = asking();
    const id = await versions.of(FILE);
    versions.sent(id);
    node.isThere = false;
    expect(await versions.of(FILE)).toBe(id);
  });
});
