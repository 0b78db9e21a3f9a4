// Resident memory of a node that was just opened and has nothing to do.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BenchNode, foundHome, inTemporaryDirectory, residentMiB, startNode } from './bench-node.js';
import type { Figure } from './figure.js';

const SAMPLE_MS = 250;
/** Settled: this many samples in a row within half a MiB. */
const CALM_SAMPLES = 20;
const CALM_MIB = 0.5;
const DEADLINE_MS = 30_000;

export async function measureMemory(): Promise<Figure[]> {
  const value = await inTemporaryDirectory(async (directory) => {
    const node = await startNode(await foundHome(directory, 'Alice'));
    try {
      return await settledMiB(node);
    } finally {
      await node.stop();
    }
  });
  const bare = await bareMiB();
  return [
    {
      name: 'idle node, resident',
      value,
      unit: 'MiB',
      aim: { relation: '<', value: 90 },
      note: `VmRSS once it stayed within ${CALM_MIB} MiB for ${(CALM_SAMPLES * SAMPLE_MS) / 1_000} s after the start. No face is connected.`,
    },
    { name: 'Node alone with a TLS server, resident', value: bare, unit: 'MiB' },
  ];
}

async function bareMiB(): Promise<number> {
  const entry = fileURLToPath(new URL('./idle-tls-server.js', import.meta.url));
  const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    return await settledMiB({ process: child });
  } finally {
    child.kill();
  }
}

/** Resident memory once it stands still. */
export async function settledMiB(node: Pick<BenchNode, 'process'>): Promise<number> {
  const deadline = performance.now() + DEADLINE_MS;
  let samples: number[] = [];
  while (performance.now() < deadline) {
    samples = [...samples, residentMiB(node)].slice(-CALM_SAMPLES);
    const isCalm = Math.max(...samples) - Math.min(...samples) < CALM_MIB;
    if (samples.length === CALM_SAMPLES && isCalm) return samples.at(-1) ?? Number.NaN;
    await delay(SAMPLE_MS);
  }
  // Memory that never stands still has no figure.
  return Number.NaN;
}
