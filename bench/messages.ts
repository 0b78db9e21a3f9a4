// Messages between two node processes on loopback, durable and end-to-end encrypted, and what libsignal alone does.

import type { ContractClient } from '../src/contract/client.js';
import type { ContactRow } from '../src/contract/values.js';
import { foundHome, inTemporaryDirectory, processorSeconds, startNode } from './bench-node.js';
import { befriend, firstRow, newId } from './befriend.js';
import { chatLatencies, TEXT } from './chat-latency.js';
import { measureDurableEcho } from './durable-echo.js';
import { type Figure, percentile } from './figure.js';
import { measureRawLibsignal } from './raw-libsignal.js';

const LATENCY = { messages: 500, perSecond: 50 };
const RATE = { warmUp: 5_000, messages: 20_000, callsInFlight: 128 };

interface Measured {
  readonly latenciesMs: readonly number[];
  readonly perSecond: number;
  /** Of the sender and the receiver, for each message. */
  readonly processorUs: readonly number[];
}

export async function measureMessages(): Promise<Figure[]> {
  const raw = await measureRawLibsignal();
  const echo = await inTemporaryDirectory((directory) => measureDurableEcho(directory, LATENCY));
  const measured = await inTemporaryDirectory(measurePair);
  return figuresOf(measured, { raw, echo });
}

async function measurePair(directory: string): Promise<Measured> {
  const homes = [await foundHome(directory, 'Alice'), await foundHome(directory, 'Bob')] as const;
  const [nodeOfAlice, nodeOfBob] = [await startNode(homes[0]), await startNode(homes[1])];
  try {
    const [alice, bob] = [await nodeOfAlice.connect(), await nodeOfBob.connect()];
    const contact = await befriend(alice, bob, nodeOfBob.listening ?? '');
    // Both have heard of each other once the answer to the request is in: only then a session is a ratchet.
    await sendMany(bob, await firstRow(bob, 'contacts', () => true), 1);
    await sendMany(alice, contact, RATE.warmUp);
    const samples = await chatLatencies(alice, contact, {
      perSecond: LATENCY.perSecond,
      goesOn: (sent) => sent < LATENCY.messages,
    });
    const nodes = [nodeOfAlice, nodeOfBob];
    const before = nodes.map(processorSeconds);
    const seconds = await sendMany(alice, contact, RATE.messages);
    const used = nodes.map((node, index) => processorSeconds(node) - (before[index] ?? 0));
    await expectReceived(bob, RATE.warmUp + LATENCY.messages + RATE.messages);
    return {
      latenciesMs: samples,
      perSecond: RATE.messages / seconds,
      processorUs: used.map((usedSeconds) => (usedSeconds / RATE.messages) * 1e6),
    };
  } finally {
    await nodeOfAlice.stop();
    await nodeOfBob.stop();
  }
}

function figuresOf(
  { latenciesMs, perSecond, processorUs }: Measured,
  { raw, echo }: { readonly raw: number; readonly echo: readonly number[] },
): Figure[] {
  return [
    {
      name: `latency p50 at ${LATENCY.perSecond}/s`,
      value: percentile(latenciesMs, 0.5),
      unit: 'ms',
      aim: { relation: '<', value: 3 },
      note:
        'from the call of sendMessage on the local socket until the live view of the sender shows "delivered", which is ' +
        'after the receiver committed; both hops over the local socket are included.',
    },
    {
      name: `latency p99 at ${LATENCY.perSecond}/s`,
      value: percentile(latenciesMs, 0.99),
      unit: 'ms',
      aim: { relation: '<', value: 10 },
    },
    {
      name: 'durable echo alone, p50',
      value: percentile(echo, 0.5),
      unit: 'ms',
      note: 'as many bytes over TLS and WebSocket to another process and back, one fsync on each side, at the same rate.',
    },
    { name: 'durable echo alone, p99', value: percentile(echo, 0.99), unit: 'ms' },
    {
      name: 'delivered one way',
      value: perSecond,
      unit: 'msg/s',
      aim: { relation: '>', value: 3_300 },
      note:
        `${RATE.messages} messages, ${RATE.callsInFlight} calls in flight, from the first call until nothing is queued; the ` +
        'process that sends the commands runs on the same cores.',
    },
    { name: 'processor time a message, sender', value: processorUs[0] ?? Number.NaN, unit: 'µs' },
    { name: 'processor time a message, receiver', value: processorUs[1] ?? Number.NaN, unit: 'µs' },
    {
      name: 'libsignal alone, one way',
      value: raw,
      unit: 'msg/s',
      note: 'the same plaintext size, two processes joined by a pipe, records in memory, nothing stored and no TLS.',
    },
    {
      name: 'ratio to libsignal alone',
      value: perSecond / raw,
      unit: '',
      aim: { relation: '>=', value: 0.5 },
    },
  ];
}

/** Seconds until all of them are delivered. */
async function sendMany(client: ContractClient, contact: ContactRow, count: number): Promise<number> {
  const startedAt = performance.now();
  let left = count;
  const sendInTurn = async () => {
    while (left-- > 0) await client.call('sendMessage', { id: newId(), contactId: contact.id, text: TEXT });
  };
  await Promise.all(Array.from({ length: RATE.callsInFlight }, sendInTurn));
  await firstRow(client, 'status', ({ queued }) => queued === 0);
  return (performance.now() - startedAt) / 1_000;
}

/** A figure about messages that did not arrive would be worth nothing. */
async function expectReceived(client: ContractClient, count: number): Promise<void> {
  const { unread } = await client.call('status', {});
  if (unread !== count) throw new Error(`${unread} messages arrived instead of ${count}`);
}
