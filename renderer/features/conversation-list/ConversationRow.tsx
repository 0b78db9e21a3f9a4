import { Archive, Check, CheckCheck, CircleAlert, Clock, BellOff, Pin } from 'lucide-react';
import { memo } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { covered } from '../../text/spoilers.js';
import { Avatar } from '../../ui/Avatar.js';
import { Icon } from '../../ui/Icon.js';
import { useFileDrop } from '../../ui/use-file-drop.js';
import { isGone } from '../../text/is-gone.js';
import { PersonName } from '../../ui/PersonName.js';
import { SystemSentence } from '../../words/SystemSentence.js';
import { useWords } from '../../words/use-words.js';
import { FailedMark } from './FailedMark.js';
import type { ListItem } from './list-items.js';
import { UnreadBadge } from './UnreadBadge.js';
import type { Given } from '../../ui/given.js';

export interface ConversationRowProps {
  readonly item: ListItem;
  readonly isSelected: boolean;
  readonly isTyping: boolean;
  /** Used Kith within the last minutes, as far as both tell it. */
  readonly isThere: boolean;
  readonly now: number;
  readonly onOpen: (conversationId: string) => void;
  /** Dropped on it. */
  readonly onFiles: (conversationId: string, files: readonly Given[]) => void;
}

const MARKS = {
  queued: Clock,
  relayed: Archive,
  delivered: Check,
  read: CheckCheck,
  failed: CircleAlert,
} as const;

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { item, isSelected, isTyping, isThere, now, onOpen, onFiles } = props;
  const { isOver, handlers } = useFileDrop((files) => {
    onFiles(item.conversationId, files);
  });
  const { t, dates } = useWords();
  const { contact, unread } = item;
  return (
    <button
      type="button"
      className="row"
      data-conversation={item.conversationId}
      data-muted={item.isMuted}
      aria-current={isSelected ? 'page' : undefined}
      data-drop={isOver}
      {...(item.contact.state !== 'blocked' && handlers)}
      onClick={() => {
        onOpen(item.conversationId);
      }}
    >
      <span className="row-picture">
        <Avatar name={displayName(contact.name, '')} nodeId={contact.nodeId} />
        {isThere && <span className="row-there" title={t('activity.active')} aria-hidden />}
      </span>
      <span className="row-body">
        <span className="row-line">
          <span className="row-name">
            <PersonName name={contact.name} nodeId={contact.nodeId} />
          </span>
          {isThere && <span className="visually-hidden">{t('activity.active')}</span>}
          {item.isMuted && <Icon of={BellOff} size={14} />}
          {item.isPinned && <Icon of={Pin} size={14} />}
          <time className="row-time tabular">{dates.short(item.at, now)}</time>
        </span>
        <span className="row-line">
          <span className="row-preview one-line" dir="auto">
            {isTyping ? t('activity.typing') : <Preview item={item} />}
          </span>
          {item.needsAttention && <FailedMark />}
          {unread === 0 && item.isMarked && (
            <span className="badge" role="img" aria-label={t('list.marked')} />
          )}
          <UnreadBadge unread={unread} isMuted={item.isMuted} />
        </span>
      </span>
    </button>
  );
});

function Preview({ item: { contact, draft, last } }: { readonly item: ListItem }) {
  const { t } = useWords();
  if (draft.trim() !== '') {
    return (
      <>
        <span className="row-draft">{t('list.draft')}</span> <bdi className="row-said">{draft}</bdi>
      </>
    );
  }
  if (contact.state === 'requested' && !last) return t('list.waitsForAnswer');
  if (contact.state === 'blocked') return t('list.blocked');
  if (!last) return t('list.nothingYet');
  return (
    <>
      <PreviewMark row={last} />
      <PreviewText row={last} name={contact.name} />
    </>
  );
}

function PreviewMark({ row: { direction, state } }: { readonly row: MessageRow }) {
  const { t } = useWords();
  if (direction !== 'out' || !(state in MARKS)) return null;
  return (
    <span
      className="mark"
      data-mark={state === 'failed' ? 'alert' : state}
      role="img"
      aria-label={t(`state.${state}`)}
    >
      <Icon of={MARKS[state as keyof typeof MARKS]} size={14} />
    </span>
  );
}

/** What a person wrote is set apart from what Kith says of it. */
function PreviewText({ row, name }: { readonly row: MessageRow; readonly name: string }) {
  const { t } = useWords();
  if (row.direction === 'system') return <SystemSentence row={row} name={name} />;
  if (isGone(row.state)) return t(`message.${row.state}`);
  if (row.kind === 'file') return t('file.preview', { name: row.text });
  return row.kind === 'text' ? (
    <span className="row-said">{covered(row.text, row.more)}</span>
  ) : (
    t('message.needsNewer')
  );
}
