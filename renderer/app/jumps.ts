// Where a conversation is to go: said by a search or a notification, done by the history.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Jump } from '../node-client/message-window.js';
import { goTo } from './routes.js';

interface WantedJump {
  readonly conversationId: string;
  readonly jump: Jump;
}

const wanted = createStore<{ readonly next: WantedJump | undefined }>(() => ({ next: undefined }));

/** Opens the conversation, there. */
export function jumpTo(conversationId: string, jump: Jump): void {
  wanted.setState({ next: { conversationId, jump } });
  goTo({ area: 'chats', conversationId });
}

export function useJump(conversationId: string): Jump | undefined {
  const { next } = useStore(wanted);
  return next?.conversationId === conversationId ? next.jump : undefined;
}

export function endJump(): void {
  wanted.setState({ next: undefined });
}
