import { fork } from 'node:child_process';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromFace, ToFace } from '../../contract/messages.js';
import { portTransport } from '../../contract/port-transport.js';
import { contractTransportSuite } from '../../testing/contracts/contract-transport.contract.js';
import { threadPipe } from '../../testing/desktop/thread-pipe.js';
import { PortRelay } from './port-relay.js';
import type { RelayChannel, RelayedMessage } from './relay-channel.js';
import { RelayedPipes } from './relayed-pipes.js';

/** Both ends of the relay here, and between them a process that hands back whatever it gets, as the node's process gets it. */
const mirror = fork(new URL('../../testing/desktop/mirror-process.js', import.meta.url), {
  serialization: 'advanced',
  execArgv: [],
});
const ends: Record<'node' | 'main', (relayed: RelayedMessage) => void> = {
  node: (relayed) => {
    pipes.receive(relayed);
  },
  main: (relayed) => {
    relay.receive(relayed);
  },
};

function channelTo(end: keyof typeof ends): RelayChannel {
  return { post: (relayed) => mirror.send({ end, relayed }) };
}

const relay = new PortRelay(channelTo('node'));
const pipes = new RelayedPipes(channelTo('main'));

beforeAll(() => {
  mirror.on('message', ({ end, relayed }: { end: keyof typeof ends; relayed: RelayedMessage }) => {
    ends[end](relayed);
  });
});
afterAll(async () => {
  const exited = once(mirror, 'exit');
  mirror.disconnect();
  await exited;
});

function openSession() {
  const { port1, port2 } = new MessageChannel();
  let session = 0;
  relay.add(threadPipe(port1), (number) => {
    session = number;
  });
  return {
    node: portTransport<ToFace, unknown>(pipes.open(session)),
    face: portTransport<FromFace, ToFace>(threadPipe(port2)),
    windowPort: port2,
  };
}

contractTransportSuite('relayed through the main process', async () => openSession());

describe('the relay', () => {
  it('keeps sessions apart', async () => {
    const [alice, bob] = [openSession(), openSession()];
    const heard: unknown[] = [];
    const arrived = new Promise<void>((resolve) => {
      bob.node.onMessage((message) => {
        heard.push(message);
        resolve();
      });
    });
    alice.node.onMessage((message) => heard.push({ notForBob: message }));
    bob.face.send({ type: 'unsubscribe', call: 7 });
    await arrived;
    expect(heard).toEqual([{ type: 'unsubscribe', call: 7 }]);
  });

  it('ends the session of a window that was killed', async () => {
    const { node, windowPort } = openSession();
    const closed = new Promise<void>((resolve) => {
      node.onClose(resolve);
    });
    windowPort.close();
    await closed;
  });

  it('tells every window when the process of the node is gone', async () => {
    const { face } = openSession();
    const closed = new Promise<void>((resolve) => {
      face.onClose(resolve);
    });
    relay.end();
    await closed;
  });

  it('takes no notice of a session it does not know', () => {
    relay.receive({ session: 4711, message: { type: 'resync', call: 1 } });
    pipes.receive({ session: 4711, message: null });
    expect(mirror.connected).toBe(true);
  });
});
