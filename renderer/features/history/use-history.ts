// The rows of a conversation: a window on it that moves with whoever reads, and what is being sent at its end.

import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ConversationRow, MessageRow } from '../../../src/contract/values.js';
import { type Jump, MessageWindow, type MessageWindowState } from '../../node-client/message-window.js';
import { browserSchedule } from '../../node-client/schedule.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { withOutgoing } from './history-items.js';
import { jumpBack, keepPlace, placeOf } from './places.js';

export interface History {
  /** Oldest first, with what is being sent at the end. */
  readonly rows: readonly MessageRow[];
  readonly state: MessageWindowState;
  readonly window: MessageWindow;
  /** Nothing in it counts as unread: whom it was with was removed. */
  readonly isOver: boolean;
}

export interface HistoryOptions {
  readonly conversationId: string;
  /** Where to go, each time it is another object. */
  readonly jump: Jump | undefined;
  readonly onJumped: () => void;
}

export function useHistory({ conversationId, jump, onJumped }: HistoryOptions): History {
  const { connection, outgoing } = useNode();
  const [window] = useState(() => new MessageWindow(connection, browserSchedule, conversationId));
  const state = useStore(window.store);
  const conversations = useLiveView('conversations', {});
  const conversation = conversations.rows.find(({ id }) => id === conversationId);
  useOpening(
    window,
    conversation !== undefined || conversations.isWhole,
    () => jump ?? openingOf(conversationId, conversation),
  );
  useEffect(() => {
    if (!jump) return;
    window.jump(jump);
    onJumped();
  }, [window, jump, onJumped]);
  const sending = useStore(outgoing.store);
  const own = useMemo(
    () => sending.filter((message) => message.conversationId === conversationId),
    [sending, conversationId],
  );
  useEffect(() => {
    outgoing.forgetAnswered(conversationId);
  }, [outgoing, conversationId]);
  const sent = useRef(own.length);
  useEffect(() => {
    // What was just written is at the end, wherever one was.
    if (own.length > sent.current) window.jump({ anchor: { at: 'newest' } });
    sent.current = own.length;
  }, [window, own.length]);
  useEffect(() => {
    const arrived = new Set(state.rows.map(({ id }) => id));
    outgoing.forget(own.filter(({ id }) => arrived.has(id)).map(({ id }) => id));
  }, [state.rows, own, outgoing]);
  const { rows, hasNewer } = state;
  return {
    rows: useMemo(() => (hasNewer ? rows : withOutgoing(rows, own)), [rows, own, hasNewer]),
    state,
    window,
    isOver: conversation?.former?.successorId === null,
  };
}

/** Opens the window once it is known where. */
function useOpening(window: MessageWindow, isKnown: boolean, where: () => Jump): void {
  const [isOpened, setOpened] = useState(false);
  useEffect(() => {
    if (!isKnown || isOpened) return;
    window.open(where());
    setOpened(true);
  }, [window, isKnown, isOpened, where]);
  useEffect(
    () => () => {
      window.close();
    },
    [window],
  );
}

/** At what is new, else where it was left, else at the end. */
function openingOf(conversationId: string, row: ConversationRow | undefined): Jump {
  if (placeOf(conversationId) === undefined) keepPlace(conversationId, row?.place ?? null);
  return (row?.unread ?? 0) > 0 ? { anchor: { at: 'unread' } } : jumpBack(placeOf(conversationId));
}
