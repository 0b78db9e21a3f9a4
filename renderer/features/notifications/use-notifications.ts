// Tells the system what came while the owner was not looking, once, and takes it back when they looked.

import { useEffect, useMemo, useRef } from 'react';
import type { ConversationRow } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { useShell } from '../../shell/use-shell.js';
import { useSurroundings } from '../../shell/use-surroundings.js';
import { useNames } from '../../ui/look-alikes.js';
import { words } from '../../words/language.js';
import { arrivalNotices, arrivalTag, awaitedFiles } from './file-notices.js';
import { type Known, knownOf, type Notice, noticesFor, outdated } from './notices.js';

/** @param attended the conversation before the owner's eyes */
export function useNotifications(attended: string | undefined): void {
  const shell = useShell();
  const canNotify = useSurroundings()?.notify ?? false;
  const { notices: level } = usePreferences();
  const { rows, isWhole } = useNamedConversations();
  const known = useRef<ReadonlyMap<string, Known>>(undefined);
  const shown = useRef(new Set<string>());
  useEffect(() => {
    if (!canNotify || !isWhole) return;
    // What was there already when the window opened is in the list.
    const news = known.current ? noticesFor(known.current, rows, { level, now: Date.now(), attended }) : [];
    known.current = knownOf(rows);
    for (const notice of news) {
      const { tag, messageId } = notice;
      shell.notify({ tag, messageId, title: titleOf(notice), body: bodyOf(notice) });
      shown.current.add(tag);
    }
    for (const tag of outdated(rows, attended))
      if (shown.current.delete(tag)) shell.withdrawNotification(tag);
  }, [shell, canNotify, level, rows, isWhole, attended]);
  useRequestNotices(level);
  useArrivalNotices(level, attended);
}

/** With their names as they are shown. */
function useNamedConversations(): { readonly rows: readonly ConversationRow[]; readonly isWhole: boolean } {
  const { rows, isWhole } = useLiveView('conversations', {});
  const contacts = useLiveView('contacts', {}).rows;
  const nameOf = useNames();
  const named = useMemo(() => {
    const nodeIds = new Map(contacts.map(({ id, nodeId }) => [id, nodeId]));
    return rows.map((row) => ({
      ...row,
      name: nameOf({ name: row.name, nodeId: nodeIds.get(row.contactId ?? '') ?? '' }),
    }));
  }, [rows, contacts, nameOf]);
  return { rows: named, isWhole };
}

type Level = ReturnType<typeof usePreferences>['notices'];

function useArrivalNotices(level: Level, attended: string | undefined): void {
  const shell = useShell();
  const canNotify = useSurroundings()?.notify ?? false;
  const { rows, isWhole } = useLiveView('transfers', {});
  const conversations = useNamedConversations().rows;
  const awaited = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!canNotify || !isWhole) return;
    const before = awaited.current;
    awaited.current = awaitedFiles(before, rows);
    if (!before) return;
    const circumstances = { level, now: Date.now(), attended };
    for (const notice of arrivalNotices(before, rows, conversations, circumstances)) {
      const { tag, messageId } = notice;
      shell.notify({ tag, messageId, title: titleOf(notice), body: bodyOf(notice) });
    }
  }, [shell, canNotify, level, rows, isWhole, conversations, attended]);
  useEffect(() => {
    if (attended !== undefined) shell.withdrawNotification(arrivalTag(attended));
  }, [shell, attended]);
}

/** One for everybody who asks: the list says the rest. */
function useRequestNotices(level: Level): void {
  const shell = useShell();
  const canNotify = useSurroundings()?.notify ?? false;
  const { rows, isWhole } = useLiveView('requests', {});
  const known = useRef<ReadonlySet<string>>(undefined);
  const nameOf = useNames();
  useEffect(() => {
    if (!canNotify || !isWhole) return;
    const newest = known.current && rows.find(({ id }) => known.current?.has(id) === false);
    known.current = new Set(rows.map(({ id }) => id));
    if (rows.length === 0) shell.withdrawNotification(REQUEST_TAG);
    if (!newest || level === 'off') return;
    const name = level === 'nothing' ? undefined : nameOf(newest);
    const notice: Notice = {
      ...{ tag: REQUEST_TAG, what: 'request', name, text: undefined, count: rows.length },
      messageId: undefined,
    };
    shell.notify({ tag: REQUEST_TAG, messageId: undefined, title: titleOf(notice), body: bodyOf(notice) });
  }, [shell, canNotify, level, rows, isWhole, nameOf]);
}

const REQUEST_TAG = 'request';

function titleOf({ name }: Notice): string {
  return name ?? 'Kith';
}

function bodyOf({ what, text, count }: Notice): string {
  if (what === 'failed') return words('notifications.failed');
  if (what === 'request') return words('notifications.request', { count });
  if (what === 'arrival')
    return text === undefined
      ? words('notifications.arrived', { count })
      : words('notifications.arrivedNamed', { name: text });
  const said = what === 'file' && text !== undefined ? words('file.preview', { name: text }) : text;
  if (count > 1) return withCount(said, count);
  return said ?? (what === 'file' ? words('notifications.file') : withCount(undefined, count));
}

function withCount(text: string | undefined, count: number): string {
  const counted = words('notifications.message', { count });
  return text === undefined ? counted : `${counted}\n${text}`;
}
