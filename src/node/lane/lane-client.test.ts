import { describe, expect, it, vi } from 'vitest';
import { LaneClient } from './lane-client.js';

function clientOf(script: string) {
  const listener = { committed: vi.fn(), effect: vi.fn(), worked: vi.fn(), died: vi.fn() };
  return { listener, client: new LaneClient(new URL(`data:text/javascript,${script}`), listener) };
}

/** As one that dies over the first thing it is told. */
const ENDS_WHEN_ASKED =
  'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit())';

const opening = () => ({ databaseFile: 'nowhere', masterKey: new Uint8Array(32).fill(7), createFor: null });

describe('a commit lane whose thread dies', () => {
  it('leaves nobody waiting, says so once, and can still be closed', async () => {
    const { client, listener } = clientOf('throw new Error("gone")');
    await expect(client.open(opening())).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(client.command('setDraft', {})).rejects.toMatchObject({ code: 'NODE_STOPPING' });
    await client.close();
    expect(listener.died).toHaveBeenCalledOnce();
  });

  it('may have done what was asked before', async () => {
    const { client } = clientOf(ENDS_WHEN_ASKED);
    await expect(client.command('setDraft', {})).rejects.toMatchObject({ code: 'ANSWER_LOST' });
    await client.close();
  });

  it('is not mourned when it was asked to end', async () => {
    const { client, listener } = clientOf(ENDS_WHEN_ASKED);
    await client.close();
    expect(listener.died).not.toHaveBeenCalled();
  });
});

describe('the key of the store', () => {
  it('moves to the thread, and no copy stays behind', async () => {
    const { client } = clientOf(ENDS_WHEN_ASKED);
    const options = opening();
    const opened = client.open(options);
    expect(options.masterKey.byteLength).toBe(0);
    await expect(opened).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await client.close();
  });
});
