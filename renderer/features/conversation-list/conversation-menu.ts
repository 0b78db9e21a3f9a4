// What can be done with a conversation from the list.

import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  EyeOff,
  MailOpen,
  MailQuestionMark,
  Pin,
  PinOff,
} from 'lucide-react';
import { FOREVER } from '../../../src/contract/bounds.js';
import type { MenuItem } from '../../ui/menu-items.js';
import type { words } from '../../words/language.js';
import type { ListItem } from './list-items.js';

export interface ConversationSettings {
  readonly set: (conversationId: string, changes: ConversationChanges) => void;
  /** Takes it off the list until something arrives. */
  readonly hide: (item: ListItem) => void;
  readonly markRead: (item: ListItem) => void;
  readonly markUnread: (item: ListItem) => void;
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
  settings: ConversationSettings,
  t: typeof words,
): readonly MenuItem[] {
  const { conversationId, isPinned, isArchived } = item;
  const change = (changes: ConversationChanges) => () => {
    settings.set(conversationId, changes);
  };
  const isUnread = item.unread > 0 || item.isMarked;
  return [
    {
      id: 'read',
      icon: isUnread ? MailOpen : MailQuestionMark,
      label: t(isUnread ? 'list.markRead' : 'list.markUnread'),
      onChoose: () => {
        (isUnread ? settings.markRead : settings.markUnread)(item);
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
      onChoose: change({ archived: !isArchived }),
    },
    {
      id: 'hide',
      icon: EyeOff,
      label: t('list.hide'),
      onChoose: () => {
        settings.hide(item);
      },
    },
    ...muteItems(item, settings, t),
  ];
}

function muteItems(
  { conversationId, isMuted }: ListItem,
  settings: ConversationSettings,
  t: typeof words,
): readonly MenuItem[] {
  return isMuted
    ? [
        {
          id: 'unmute',
          icon: Bell,
          label: t('list.unmute'),
          beginsGroup: true,
          onChoose: () => {
            settings.set(conversationId, { mutedUntil: 0 });
          },
        },
      ]
    : MUTES.map(({ id, lastsMs }) => ({
        id,
        icon: BellOff,
        label: t(`list.mute.${id}`),
        beginsGroup: id === 'hour',
        onChoose: () => {
          settings.set(conversationId, {
            mutedUntil: lastsMs === undefined ? FOREVER : settings.now() + lastsMs,
          });
        },
      }));
}
