import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemTimers } from '../../src/adapters/system/system-timers.js';
import { ContractClient } from '../../src/contract/client.js';
import type { FromFace, ToFace } from '../../src/contract/messages.js';
import { portTransport } from '../../src/contract/port-transport.js';
import type { ContactRow } from '../../src/contract/values.js';
import type { Timers } from '../../src/core/ports/timers.js';
import { childRuntime } from '../../src/desktop/node-host/child-runtime.js';
import type { HostState } from '../../src/desktop/node-host/host-machine.js';
import { NodeHost } from '../../src/desktop/node-host/node-host.js';
import { LOCK_HOLD_MS } from '../../src/node/contract-server/limits.js';
import { MORTAL_LANES, pidIn } from '../../src/testing/desktop/mortal-node.js';
import { threadPipe } from '../../src/testing/desktop/thread-pipe.js';
import { within } from '../../src/testing/node/deadline.js';
import { TEST_PASSWORD, type TestHome } from '../../src/testing/node/homes.js';
import { until } from '../../src/testing/node/observe.js';
import { befriend, newId } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';

const ENTRY = fileURLToPath(new URL('../../src/desktop/node-process/main.js', import.meta.url));

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stage.clear();
});

/** A desktop app without windows: the real host and the real process of the node. */
class Desk {
  readonly host: NodeHost<MessagePort>;
  readonly #watchers = new Set<() => void>();

  constructor(home: Pick<TestHome, 'dir' | 'host'>, execPath = process.execPath) {
    this.host = new NodeHost({
      runtime: childRuntime<MessagePort>(execPath, ENTRY, threadPipe),
      start: { home: home.dir, flags: { host: home.host, port: '0' } },
      clock: { now: () => Date.now(), after: (_, act) => cancelable(act) },
      onChange: () => {
        for (const watcher of this.#watchers) watcher();
      },
    });
    onTestFinished(async () => {
      this.host.stop();
      await this.until('stopped');
    });
  }

  async until(phase: HostState['phase']): Promise<HostState> {
    await within(
      `the host to be ${phase}`,
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (this.host.state.phase === phase) resolve();
        };
        this.#watchers.add(look);
        look();
      }),
    );
    return this.host.state;
  }

  /** A window's session. */
  async open(): Promise<ContractClient> {
    const { port1, port2 } = new MessageChannel();
    expect(this.host.connect(port1)).toBe(true);
    const client = new ContractClient(portTransport<FromFace, ToFace>(threadPipe(port2)));
    await client.hello;
    return client;
  }

  async openUnlocked(): Promise<ContractClient> {
    const client = await this.open();
    await client.call('unlock', { password: TEST_PASSWORD });
    return client;
  }
}

function cancelable(act: () => void): () => void {
  const due = setImmediate(act);
  return () => {
    clearImmediate(due);
  };
}

function sessionEnd(client: ContractClient): Promise<void> {
  return within(
    'the end of the session',
    new Promise((resolve) => {
      client.onClose(resolve);
    }),
  );
}

describe('the node of the desktop app', () => {
  it('talks to two windows, and stops in order', async () => {
    const desk = new Desk(await stage.home('Alice'));
    desk.host.start({ isOffline: false });
    await desk.until('running');
    const first = await desk.openUnlocked();
    const second = await desk.open();
    expect((await second.call('self', {})).name).toBe('Alice');
    desk.host.stop();
    await Promise.all([sessionEnd(first), sessionEnd(second)]);
    await desk.until('stopped');
  });

  it('is started again when it is killed, and the window only has to ask for a new session', async () => {
    const home = await stage.home('Alice');
    const desk = new Desk(home);
    desk.host.start({ isOffline: false });
    await desk.until('running');
    const client = await desk.open();
    const ended = sessionEnd(client);
    process.kill(await pidIn(home), 'SIGKILL');
    await ended;
    await desk.until('running');
    expect((await desk.openUnlocked()).state).toBe('open');
  });

  it('is started again when a thread of its store died, instead of staying locked', async () => {
    vi.stubEnv('NODE_OPTIONS', MORTAL_LANES);
    const home = await stage.home('Alice');
    const desk = new Desk(home);
    desk.host.start({ isOffline: false });
    await desk.until('running');
    const client = await desk.openUnlocked();
    const isBroken = new Promise((resolve) => {
      client.onState((state, broken) => {
        if (state === 'locked') resolve(broken);
      });
    });
    const crashed = desk.until('waiting');
    process.kill(await pidIn(home), 'SIGUSR2');
    // What main keeps of it: no owner locked this node.
    expect(await isBroken).toBe(true);
    const unlocking = client.call('unlock', { password: TEST_PASSWORD });
    await expect(unlocking).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' });
    expect((await crashed).crashes).toHaveLength(1);
    await desk.until('running');
    expect((await desk.openUnlocked()).state).toBe('open');
  });

  it('says which setting keeps it from starting, and starts once that is mended', async () => {
    const home = await stage.home('Alice');
    await writeFile(join(home.dir, 'config.conf'), '[Log]\nlevel = loud\n');
    const desk = new Desk(home);
    desk.host.start({ isOffline: false });
    expect(await desk.until('halted')).toMatchObject({
      halt: { reason: 'refused', error: { code: 'CONFIG_INVALID', params: { key: 'level', line: 2 } } },
    });
    await writeFile(join(home.dir, 'config.conf'), '');
    desk.host.start({ isOffline: false });
    await desk.until('running');
  });

  it('gives up when there is no such program to run it on', async () => {
    const desk = new Desk(await stage.home('Alice'), '/nonexistent/node');
    desk.host.start({ isOffline: false });
    expect(await desk.until('halted')).toMatchObject({ halt: { reason: 'crashes' } });
  });

  it('shows what it holds without network: neither listening nor dialling', async () => {
    const [alice, bob] = await stage.people('Alice', 'Bob');
    await befriend(alice, bob);
    await alice.stop();
    const desk = new Desk(alice.home);
    desk.host.start({ isOffline: true });
    await desk.until('running');
    const client = await desk.openUnlocked();
    expect(await client.call('status', {})).toMatchObject({ listening: null, links: 0 });
    await expect(client.call('lookUp', { target: bob.address })).rejects.toMatchObject({
      code: 'PEER_UNREACHABLE',
    });
    const toBob = (row: ContactRow) => row.nodeId === bob.home.self.nodeId;
    const { id: contactId } = await until(client, ['contacts', {}], (rows) => rows.find(toBob));
    await client.call('sendMessage', { id: newId(), contactId, text: 'later' });
    await until(client, ['contacts', {}], (rows) => rows.find((row) => toBob(row) && row.queued === 1));
  });
});

describe('a home whose node runs already', () => {
  it('locks without waiting for a desktop that only looks on', async () => {
    const home = await stage.home('Alice');
    let wasHeld = false;
    // Held longer than any busy machine needs to answer.
    const after: Timers['after'] = (delayMs, action) =>
      delayMs === LOCK_HOLD_MS
        ? systemTimers.after(10 * LOCK_HOLD_MS, () => {
            wasHeld = true;
            action();
          })
        : systemTimers.after(delayMs, action);
    const alice = await stage.local(home, { seams: { timers: { ...systemTimers, after } } });
    const desk = new Desk(home);
    desk.host.start({ isOffline: false });
    await desk.until('attached');
    await alice.client.call('lock', {});
    expect(wasHeld).toBe(false);
  });

  it('is shown through that node, and taken over when it stops', async () => {
    const [alice] = await stage.people('Alice');
    const desk = new Desk(alice.home);
    desk.host.start({ isOffline: false });
    await desk.until('attached');
    const client = await desk.open();
    expect((await client.call('self', {})).name).toBe('Alice');
    const ended = sessionEnd(client);
    await alice.stop();
    await ended;
    await desk.until('running');
    expect((await desk.open()).state).toBe('locked');
  });
});
