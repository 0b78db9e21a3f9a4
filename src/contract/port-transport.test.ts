import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { contractTransportSuite } from '../testing/contracts/contract-transport.contract.js';
import { threadPipe } from '../testing/desktop/thread-pipe.js';
import type { FromFace, ToFace } from './messages.js';
import { type MessagePipe, type PipeListener, portTransport } from './port-transport.js';

contractTransportSuite('message port', async () => {
  const { port1, port2 } = new MessageChannel();
  return {
    node: portTransport<ToFace, unknown>(threadPipe(port1)),
    face: portTransport<FromFace, ToFace>(threadPipe(port2)),
  };
});

describe('a port that does not tell when its other end is closed', () => {
  it('ends the session by the last value that came', async () => {
    let listener: PipeListener | undefined;
    let isClosed = false;
    const mute: MessagePipe = {
      post: () => undefined,
      start: (given) => {
        listener = given;
      },
      close: () => {
        isClosed = true;
      },
    };
    const transport = portTransport<FromFace, ToFace>(mute);
    const closed = new Promise<void>((resolve) => {
      transport.onClose(resolve);
    });
    listener?.message(null);
    await closed;
    expect(isClosed).toBe(true);
  });
});
