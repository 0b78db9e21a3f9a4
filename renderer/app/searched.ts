// The search inside a conversation: asked for by a key, shown above its messages, marked in them.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface Searched {
  readonly conversationId: string;
  readonly text: string;
}

const searched = createStore<{ readonly now: Searched | undefined }>(() => ({ now: undefined }));

export function searchIn(conversationId: string, text: string): void {
  searched.setState({ now: { conversationId, text } });
}

export function endSearch(): void {
  searched.setState({ now: undefined });
}

/** Undefined while this conversation is not searched. */
export function useSearched(conversationId: string): string | undefined {
  const { now } = useStore(searched);
  return now?.conversationId === conversationId ? now.text : undefined;
}
