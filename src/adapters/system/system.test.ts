import { getPriority, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memorySizeBytes } from './memory-size.js';
import { systemTimers } from './system-timers.js';

describe('system timers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('run an action once, when its time has come', () => {
    const action = vi.fn();
    systemTimers.after(1000, action);
    vi.advanceTimersByTime(999);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(action).toHaveBeenCalledOnce();
  });

  it('run nothing after the cancel, which may come late', () => {
    const cancelled = vi.fn();
    systemTimers.after(1000, cancelled)();
    const cancelLate = systemTimers.after(1000, () => undefined);
    vi.advanceTimersByTime(2000);
    cancelLate();
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('wait 30 days although the platform counts only 24', () => {
    const month = 30 * 24 * 3600 * 1000;
    const action = vi.fn();
    const cancelled = vi.fn();
    systemTimers.after(month, action);
    const cancel = systemTimers.after(month, cancelled);
    vi.advanceTimersByTime(month - 1);
    expect(action).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledOnce();
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('tell the wall clock and a clock that goes on', () => {
    vi.setSystemTime(1_800_000_000_000);
    expect(systemTimers.now()).toBe(1_800_000_000_000);
    const before = systemTimers.monotonicMs();
    vi.advanceTimersByTime(250);
    expect(systemTimers.monotonicMs() - before).toBe(250);
  });
});

describe('the memory size', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is the container’s limit where that is lower than the machine', () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(1024);
    expect(memorySizeBytes()).toBe(1024);
  });

  it('is the machine’s memory without a limit', () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(0);
    expect(memorySizeBytes()).toBe(totalmem());
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(2 ** 64);
    expect(memorySizeBytes()).toBe(totalmem());
  });
});

describe.runIf(process.platform === 'linux')('a thread that gives way', () => {
  it('does so alone, and by as much as it was told', async () => {
    const entry = new URL('thread-priority.js', import.meta.url).href;
    const work = `import { giveWay } from '${entry}';
      import { getPriority } from 'node:os';
      import { parentPort } from 'node:worker_threads';
      giveWay();
      parentPort.postMessage(getPriority());`;
    const before = getPriority();
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(work)}`));
    const inside = await new Promise((resolve) => worker.once('message', resolve));
    expect(inside).toBe(Math.min(19, before + 5));
    expect(getPriority()).toBe(before);
  });
});
