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
