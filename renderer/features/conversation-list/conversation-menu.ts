// What can be done with a conversation and whom it is with: the menu of its row, the details and the palette are made from it.

import {
  Archive,
  ArchiveRestore,
  Ban,
  Bell,
  BellOff,
  Eye,
  EyeOff,
  MailOpen,
  MailQuestionMark,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react';
import { FOREVER } from '../../../src/contract/bounds.js';
import type { MenuEntry } from '../../ui/menu-items.js';
import type { words } from '../../words/language.js';
import type { ListItem } from './list-items.js';

export interface ConversationDeeds {
  readonly set: (conversationId: string, changes: ConversationChanges) => void;
  /** Takes it off the list until something arrives. */
  readonly hide: (item: ListItem) => void;
  readonly markRead: (item: ListItem) => void;
  readonly markUnread: (item: ListItem) => void;
  readonly block: (item: ListItem) => void;
  readonly unblock: (item: ListItem) => void;
  /** Asks for the name. */
  readonly rename: (item: ListItem) => void;
  /** Asks by name, and what becomes of the history. */
  readonly remove: (item: ListItem) => void;
  /** It is the one that keys are about. */
  readonly isOpen: (item: ListItem) => boolean;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export interface ConversationChanges {
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly mutedUntil?: number;
  readonly hidden?: boolean;
}

const HOUR_MS = 3_600_000;

/** How long a conversation can be muted. */
const MUTES = [
  { id: 'hour', lastsMs: HOUR_MS },
  { id: 'eightHours', lastsMs: 8 * HOUR_MS },
  { id: 'day', lastsMs: 24 * HOUR_MS },
  { id: 'week', lastsMs: 7 * 24 * HOUR_MS },
  { id: 'always', lastsMs: undefined },
] as const;

export function conversationMenu(
  item: ListItem,
  deeds: ConversationDeeds,
  t: typeof words,
): readonly MenuEntry[] {
  return [...placeItems(item, deeds, t), muteItem(item, deeds, t), ...personItems(item, deeds, t)];
}

/** Where it stands in the list. */
function placeItems(item: ListItem, deeds: ConversationDeeds, t: typeof words): readonly MenuEntry[] {
  const { isPinned, isArchived, isHidden } = item;
  const isUnread = item.unread > 0 || item.isMarked;
  const change = (changes: ConversationChanges) => () => {
    deeds.set(item.conversationId, changes);
  };
  return [
    {
      id: 'read',
      icon: isUnread ? MailOpen : MailQuestionMark,
      label: t(isUnread ? 'list.markRead' : 'list.markUnread'),
      onChoose: () => {
        (isUnread ? deeds.markRead : deeds.markUnread)(item);
      },
    },
    {
      id: 'pin',
      icon: isPinned ? PinOff : Pin,
      label: t(isPinned ? 'list.unpin' : 'list.pin'),
      onChoose: change({ pinned: !isPinned }),
    },
    {
      id: 'archive',
      icon: isArchived ? ArchiveRestore : Archive,
      label: t(isArchived ? 'list.unarchive' : 'list.archive'),
      action: deeds.isOpen(item) ? (isArchived ? 'unarchive' : 'archive') : undefined,
      onChoose: change({ archived: !isArchived }),
    },
    isHidden
      ? { id: 'hide', icon: Eye, label: t('list.unhide'), onChoose: change({ hidden: false }) }
      : {
          id: 'hide',
          icon: EyeOff,
          label: t('list.hide'),
          onChoose: () => {
            deeds.hide(item);
          },
        },
  ];
}

function muteItem(
  { conversationId, isMuted }: ListItem,
  deeds: ConversationDeeds,
  t: typeof words,
): MenuEntry {
  const mute = (mutedUntil: number) => () => {
    deeds.set(conversationId, { mutedUntil });
  };
  if (isMuted) return { id: 'unmute', icon: Bell, label: t('list.unmute'), onChoose: mute(0) };
  return {
    id: 'mute',
    icon: BellOff,
    label: t('list.muteTitle'),
    items: MUTES.map(({ id, lastsMs }) => ({
      id: `mute ${id}`,
      label: t(`list.mute.${id}`),
      onChoose: () => {
        mute(lastsMs === undefined ? FOREVER : deeds.now() + lastsMs)();
      },
    })),
  };
}

/** What concerns the person. */
function personItems(item: ListItem, deeds: ConversationDeeds, t: typeof words): readonly MenuEntry[] {
  const isBlocked = item.contact.state === 'blocked';
  const choose = (act: (of: ListItem) => void) => () => {
    act(item);
  };
  return [
    {
      id: 'rename',
      icon: Pencil,
      label: t('contact.rename'),
      beginsGroup: true,
      onChoose: choose(deeds.rename),
    },
    {
      id: 'block',
      icon: Ban,
      label: t(isBlocked ? 'contact.unblock' : 'contact.block'),
      onChoose: choose(isBlocked ? deeds.unblock : deeds.block),
    },
    {
      id: 'remove',
      icon: Trash2,
      label: t('contact.remove'),
      look: 'danger',
      onChoose: choose(deeds.remove),
    },
  ];
}
