import { createStore } from 'zustand/vanilla';
import type { NodeClient } from '../node-client/use-node.js';
import type { Preferences } from '../preferences/read-preferences.js';

/** The lock the node could not be told of: until it was, nothing is shown. */
export const untoldLock = createStore<{ readonly how: Preferences['lock'] | undefined }>(() => ({
  how: undefined,
}));

/** Locks the node for every face. What is being written reaches it first. */
export async function lock({ connection }: NodeClient, how: Preferences['lock']): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const { ok } = await connection.call(how === 'full' ? 'lock' : 'lockScreen', {});
  untoldLock.setState({ how: ok ? undefined : how });
}

/** As `lock`, when no other face is used either: now, or as soon as none was for so long. @returns gives it up */
export function lockUnused(
  { connection }: NodeClient,
  how: Preferences['lock'],
  unusedMs: number,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGivenUp = false;
  const attempt = async (): Promise<void> => {
    const done = await connection.call(how === 'full' ? 'lock' : 'lockScreen', { unusedMs });
    untoldLock.setState({ how: done.ok ? undefined : how });
    if (!done.ok || done.value.waitMs === undefined || isGivenUp) return;
    timer = setTimeout(() => void attempt(), done.value.waitMs);
  };
  void attempt();
  return () => {
    isGivenUp = true;
    clearTimeout(timer);
  };
}
