// What is attached is sent once at a time in each conversation, however often its sheet is closed and opened meanwhile.

import { createStore } from 'zustand/vanilla';

/** By conversation: what is under way, which resolves to whether all of it went. */
export const sendings = createStore<ReadonlyMap<string, Promise<boolean>>>(() => new Map());

/** Joins what is under way in the conversation; begins it where nothing is. */
export function sendOnce(conversationId: string, send: () => Promise<boolean>): Promise<boolean> {
  const underWay = sendings.getState().get(conversationId);
  if (underWay) return underWay;
  const begun = send().finally(() => {
    sendings.setState((all) => new Map([...all].filter(([id]) => id !== conversationId)), true);
  });
  sendings.setState((all) => new Map([...all, [conversationId, begun]]), true);
  return begun;
}
