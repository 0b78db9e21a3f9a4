// The rows of a conversation: live at the end, older pages on request.

import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { MessageRow } from '../../../src/contract/values.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { withOutgoing } from './history-items.js';
import { mergeWindow, MOST_ROWS } from './merge-window.js';

export interface History {
  /** Oldest first, with what is being sent at the end. */
  readonly rows: readonly MessageRow[];
  readonly isLoaded: boolean;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
}

const LIVE_ROWS = 200;
const PAGE_ROWS = 100;

export function useHistory(conversationId: string): History {
  const { connection, outgoing } = useNode();
  const live = useLiveView('messages', { conversationId, limit: LIVE_ROWS });
  const sending = useStore(outgoing.store);
  const [older, setOlder] = useState<readonly MessageRow[]>([]);
  const [isAtStart, setAtStart] = useState(false);
  const isLoading = useRef(false);
  const shown = useRef<readonly MessageRow[]>([]);
  const rows = useMemo(() => mergeWindow([...older, ...shown.current], live.rows), [older, live.rows]);
  useEffect(() => {
    // Rows that slid out of the live window are still shown.
    shown.current = rows;
    const arrived = new Set(rows.map(({ id }) => id));
    outgoing.forget(
      outgoing.store
        .getState()
        .filter((message) => arrived.has(message.id))
        .map(({ id }) => id),
    );
  }, [rows, outgoing]);
  const loadOlder = async () => {
    const before = rows[0]?.position;
    if (before === undefined || isLoading.current) return;
    isLoading.current = true;
    const page = await connection.call('messagePage', { conversationId, before, limit: PAGE_ROWS });
    isLoading.current = false;
    if (!page.ok) return;
    shown.current = [];
    setOlder([...page.value.messages, ...rows]);
    setAtStart(!page.value.hasMore);
  };
  const own = useMemo(
    () => sending.filter((message) => message.conversationId === conversationId),
    [sending, conversationId],
  );
  return {
    rows: useMemo(() => withOutgoing(rows, own), [rows, own]),
    isLoaded: live.isLoaded,
    hasOlder: live.hasOlder && !isAtStart && rows.length < MOST_ROWS,
    loadOlder: () => void loadOlder(),
  };
}
