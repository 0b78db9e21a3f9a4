// Main of a small app around the real host and the real utility runtime; prints what happened as one line of JSON.

import { app, MessageChannelMain, type MessagePortMain } from 'electron';
import type { FromFace, ToFace } from '../../../src/contract/messages.js';
import { portTransport } from '../../../src/contract/port-transport.js';
import { NodeHost } from '../../../src/desktop/node-host/node-host.js';
import { utilityRuntime } from '../../../src/desktop/node-host/utility-runtime.js';
import { electronPipe } from '../../../src/desktop/relay/electron-pipe.js';

const phases: string[] = [];
let changed: () => void = () => undefined;

const host = new NodeHost<MessagePortMain>({
  runtime: utilityRuntime(process.env['ECHO_ENTRY'] ?? ''),
  start: { home: '/', flags: {} },
  clock: {
    now: () => Date.now(),
    after: (_, act) => {
      const due = setImmediate(act);
      return () => {
        clearImmediate(due);
      };
    },
  },
  onChange: ({ phase }) => {
    phases.push(phase);
    changed();
  },
});

/** Until the host comes to this phase for the given time: a port may close before main hears of the crash. */
function until(phase: string, time = 1): Promise<void> {
  return new Promise((resolve) => {
    changed = () => {
      if (phases.filter((past) => past === phase).length === time) resolve();
    };
    changed();
  });
}

function openSession() {
  const { port1, port2 } = new MessageChannelMain();
  host.connect(port1);
  return portTransport<FromFace, ToFace>(electronPipe(port2));
}

/** The next message, or 'closed'. */
function answerTo(session: ReturnType<typeof openSession>, message: FromFace): Promise<unknown> {
  return new Promise((resolve) => {
    session.onMessage(resolve);
    session.onClose(() => {
      resolve('closed');
    });
    session.send(message);
  });
}

async function run(): Promise<object> {
  host.start({ isOffline: false });
  await until('running');
  const echoed = await answerTo(openSession(), { type: 'unsubscribe', call: 7 });
  const native = await answerTo(openSession(), { type: 'call', call: 1, command: 'native', params: {} });
  const ended = await answerTo(openSession(), { type: 'call', call: 2, command: 'crash', params: {} });
  await until('running', 2);
  const afterCrash = await answerTo(openSession(), { type: 'unsubscribe', call: 8 });
  host.stop();
  await until('stopped');
  return { echoed, native, ended, afterCrash, phases };
}

void app.whenReady().then(async () => {
  const happened = await run().catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`\n${JSON.stringify(happened)}\n`, () => {
    app.exit();
  });
});
