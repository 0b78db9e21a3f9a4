import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../base/app-error.js';
import type { Incarnation } from '../base/ids.js';
import type { RecordAddress } from '../protocol/record-codec.js';
import { testNodeId } from '../testing/network/link-node.js';
import { Introduction } from './introduction.js';

const bytes = new Uint8Array(32);
const incarnation = '00'.repeat(16) as Incarnation;
const signed = { nodeId: testNodeId(1), incarnation, credentials: bytes, record: bytes };

function introducing(addresses: () => readonly RecordAddress[] = () => []) {
  const credentials = vi.fn(() => Promise.resolve(signed));
  const setCredentials = vi.fn();
  const bug = vi.fn();
  const introduction = new Introduction({
    lane: { credentials },
    layer: { setCredentials },
    staticKey: { publicKey: bytes, privateKey: bytes },
    addresses,
    logger: { bug },
  });
  return { introduction, credentials, setCredentials, bug };
}

describe('how a node introduces itself', () => {
  it('is signed anew for another incarnation, and links under the one before are closed', async () => {
    const { introduction, setCredentials, bug } = introducing();
    introduction.incarnationChanged();
    await vi.waitFor(() => {
      expect(setCredentials).toHaveBeenCalledOnce();
    });
    expect(setCredentials.mock.calls[0]).toEqual([
      expect.objectContaining({ encoded: bytes }),
      'incarnation',
    ]);
    expect(bug).not.toHaveBeenCalled();
  });

  it('waits for the disk after a new incarnation, which nobody asked for, and not while somebody opens the node', async () => {
    const { introduction, credentials } = introducing();
    await introduction.make();
    introduction.incarnationChanged();
    expect(credentials.mock.calls).toEqual([
      [bytes, [], false],
      [bytes, [], true],
    ]);
  });

  it('is signed anew when the port becomes known, and links stay', async () => {
    const place: RecordAddress = { host: '127.0.0.1', port: 8443, tlsKeyHash: bytes };
    let addresses: readonly RecordAddress[] = [];
    const { introduction, credentials, setCredentials } = introducing(() => addresses);
    introduction.addressesChanged();
    await introduction.make();
    introduction.addressesChanged();
    expect(credentials).toHaveBeenCalledOnce();
    addresses = [place];
    introduction.addressesChanged();
    await vi.waitFor(() => {
      expect(setCredentials).toHaveBeenCalledTimes(2);
    });
    expect(credentials).toHaveBeenLastCalledWith(bytes, [place], true);
    expect(setCredentials).toHaveBeenLastCalledWith(expect.anything(), null);
  });

  it('stays what it was when it cannot be signed, which is told to the log and ends nothing', async () => {
    const { introduction, credentials, setCredentials, bug } = introducing();
    const failure = new AppError('STORE_FAILED');
    credentials.mockRejectedValue(failure);
    introduction.incarnationChanged();
    await vi.waitFor(() => {
      expect(bug).toHaveBeenCalledExactlyOnceWith(failure);
    });
    expect(setCredentials).not.toHaveBeenCalled();
  });
});
