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
    const { transport, arrives, ending } = byHand();
    const closed = new Promise<void>((resolve) => {
      transport.onClose(resolve);
    });
    arrives(null);
    await closed;
    expect(ending.isClosed).toBe(true);
  });
});

describe('a port whose other end reads no more', () => {
  const message: FromFace = { type: 'call', call: 1, command: 'x'.repeat(1_000_000), params: {} };
  const length = JSON.stringify(message).length;

  it('ends the session once 16 MiB wait for it', () => {
    const { transport, posted, ending } = byHand();
    for (let sent = 0; sent < 16; sent++) transport.send(message);
    expect(ending.isClosed).toBe(false);
    transport.send(message);
    expect([ending.isClosed, posted.length, posted.at(-1)]).toEqual([true, 18, null]);
  });

  it('keeps it as long as what was read is told', () => {
    const { transport, arrives, ending } = byHand();
    for (let sent = 0; sent < 100; sent++) {
      transport.send(message);
      arrives(length);
    }
    expect(ending.isClosed).toBe(false);
  });

  it.each([[length + 1], [0], [-length], [Number.NaN]])('believes nobody who read %s characters', (read) => {
    const { transport, arrives, ending } = byHand();
    transport.send(message);
    arrives(read);
    expect(ending.isClosed).toBe(true);
  });

  it('is told what was read here, when somebody listens, and seldom', () => {
    const { transport, arrives, posted } = byHand();
    const small = JSON.stringify({ type: 'resync', call: 1 });
    const heard: unknown[] = [];
    arrives(small);
    transport.onMessage((value) => heard.push(value));
    for (let times = 0; times < 3_000; times++) arrives(small);
    expect([heard.length, posted]).toEqual([3_000, [Math.ceil(65_536 / small.length) * small.length]]);
  });
});

/** A transport whose other end is the test. */
function byHand() {
  let listener: PipeListener | undefined;
  const posted: unknown[] = [];
  const ending = { isClosed: false };
  const pipe: MessagePipe = {
    post: (value) => posted.push(value),
    start: (given) => {
      listener = given;
    },
    close: () => {
      ending.isClosed = true;
    },
  };
  const transport = portTransport<FromFace, ToFace>(pipe);
  return { transport, posted, ending, arrives: (value: unknown) => listener?.message(value) };
}
