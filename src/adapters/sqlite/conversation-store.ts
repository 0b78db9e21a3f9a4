import type { Bytes } from '../../base/bytes.js';
import type { ContactId, ConversationId } from '../../base/ids.js';
import { joinedTexts } from '../../core/ports/joined-texts.js';
import type {
  Conversation,
  ConversationSettings,
  ConversationStore,
} from '../../core/ports/message-store.js';
import { clearHistory, erasing } from './clear-history.js';
import { flag, idColumn, idOf, idOrNull } from './columns.js';
import type { RowCaches } from './row-cache.js';
import type { MessageIndex } from './search-index.js';
import type { SqlConnection } from './sql-connection.js';

export function sqliteConversations(
  sql: SqlConnection,
  caches: RowCaches,
  index: MessageIndex,
): ConversationStore {
  const cache = caches.make<ConversationId, Conversation>();
  const get = sql.prepare<ConversationColumns>(
    'SELECT contact_id, peer, lamport FROM conversation WHERE conversation_id = ?',
  );
  // Keeps the draft and the unread count of a conversation that is there.
  const put = sql.prepare(
    `INSERT INTO conversation (conversation_id, contact_id, peer, lamport) VALUES (?, ?, ?, ?)
     ON CONFLICT (conversation_id) DO UPDATE SET contact_id = excluded.contact_id, peer = excluded.peer,
       lamport = excluded.lamport, former_of = CASE WHEN excluded.contact_id IS NULL THEN former_of END`,
  );
  const raise = sql.prepare('UPDATE conversation SET lamport = ? WHERE conversation_id = ?');
  const setRecipients = sql.prepare('UPDATE conversation SET recipients = ? WHERE conversation_id = ?');
  const setPlace = sql.prepare(
    'UPDATE conversation SET place_row = ?, place_offset = ? WHERE conversation_id = ?',
  );
  const setSettings = sql.prepare(
    `UPDATE conversation SET muted_until = coalesce(?, muted_until), pinned = coalesce(?, pinned),
       archived = coalesce(?, archived), hidden = coalesce(?, hidden), marked_unread = coalesce(?, marked_unread)
     WHERE conversation_id = ?`,
  );
  return {
    get: (id) =>
      cache.get(id, () => {
        const row = get.get(idColumn(id));
        return row && conversationOf(id, row);
      }),
    put: (conversation) => {
      const { id, contactId, peer, lamport } = conversation;
      const known = cache.peek(id);
      // Every message raises the number; checking the contact again would cost twice as much.
      if (known?.contactId === contactId && known.peer === peer) raise.run(lamport, idColumn(id));
      else put.run(idColumn(id), idColumn(contactId), idColumn(peer), lamport);
      cache.put(id, conversation);
    },
    ...formerConversations(sql),
    inherit: inheriting(sql),
    clear: clearHistory(sql, caches),
    erase: erasing(sql, index),
    ...writtenTexts(sql),
    setRecipients: (id, contacts) => {
      setRecipients.run(JSON.stringify(contacts), idColumn(id));
    },
    setPlace: (id, place) => {
      setPlace.run(place?.rowId ?? null, place?.offsetPx ?? 0, idColumn(id));
    },
    setSettings: (id, settings) => {
      setSettings.run(...settingColumns(settings), idColumn(id));
    },
  };
}

type WrittenTexts = Pick<
  ConversationStore,
  'draft' | 'setDraft' | 'takeDraft' | 'caption' | 'setCaption' | 'takeCaption'
>;

function writtenTexts(sql: SqlConnection): WrittenTexts {
  const [draft, caption] = [textColumn(sql, 'draft'), textColumn(sql, 'caption')];
  return {
    draft: draft.get,
    setDraft: draft.set,
    takeDraft: draft.take,
    caption: caption.get,
    setCaption: caption.set,
    takeCaption: caption.take,
  };
}

interface TextColumn {
  readonly get: (id: ConversationId) => string;
  readonly set: (id: ConversationId, text: string) => void;
  readonly take: (id: ConversationId, text: string) => boolean;
}

function textColumn(sql: SqlConnection, column: 'draft' | 'caption'): TextColumn {
  const get = sql.prepare<{ text: string }>(
    `SELECT ${column} AS text FROM conversation WHERE conversation_id = ?`,
  );
  const set = sql.prepare(`UPDATE conversation SET ${column} = ? WHERE conversation_id = ?`);
  const take = sql.prepare(
    `UPDATE conversation SET ${column} = '' WHERE conversation_id = ? AND ${column} = ? AND ${column} != ''`,
  );
  return {
    get: (id) => get.get(idColumn(id))?.text ?? '',
    set: (id, text) => {
      set.run(text, idColumn(id));
    },
    take: (id, text) => take.run(idColumn(id), text).changes > 0,
  };
}

function formerConversations(sql: SqlConnection): Pick<ConversationStore, 'leaveTo' | 'leftBy' | 'formerOf'> {
  const leave = sql.prepare('UPDATE conversation SET former_of = ? WHERE conversation_id = ?');
  const left = sql.prepare<{ former_of: Bytes | null }>(
    'SELECT former_of FROM conversation WHERE conversation_id = ?',
  );
  const former = sql.prepare<ConversationColumns & { conversation_id: Bytes }>(
    'SELECT conversation_id, contact_id, peer, lamport FROM conversation WHERE former_of = ? ORDER BY key',
  );
  return {
    leaveTo: (id, contactId) => {
      leave.run(idColumn(contactId), idColumn(id));
    },
    leftBy: (id) => {
      const row = left.get(idColumn(id));
      return row?.former_of ? idOf<ContactId>(row.former_of) : undefined;
    },
    formerOf: (contactId) =>
      former.all(idColumn(contactId)).map((row) => conversationOf(idOf(row.conversation_id), row)),
  };
}

function inheriting(sql: SqlConnection): ConversationStore['inherit'] {
  const textsOf = sql.prepare<{ draft: string; caption: string }>(
    'SELECT draft, caption FROM conversation WHERE conversation_id = ?',
  );
  const take = sql.prepare(
    `UPDATE conversation AS v SET draft = ?, caption = ?, muted_until = f.muted_until,
       pinned = f.pinned, archived = f.archived, hidden = f.hidden, marked_unread = f.marked_unread
     FROM conversation AS f WHERE f.conversation_id = ? AND v.conversation_id = ?`,
  );
  const leave = sql.prepare(
    `UPDATE conversation SET draft = ?, caption = ?, muted_until = 0, pinned = 0, archived = 0, hidden = 0,
       marked_unread = 0
     WHERE conversation_id = ?`,
  );
  return (from, to, mostText) => {
    const [first, second] = [textsOf.get(idColumn(from)), textsOf.get(idColumn(to))];
    if (!first || !second) return;
    const draft = joinedTexts(first.draft, second.draft, mostText);
    const caption = joinedTexts(first.caption, second.caption, mostText);
    take.run(draft.text, caption.text, idColumn(from), idColumn(to));
    leave.run(draft.left, caption.left, idColumn(from));
  };
}

function conversationOf(id: ConversationId, row: ConversationColumns): Conversation {
  return { id, contactId: idOrNull(row.contact_id), peer: idOf(row.peer), lamport: row.lamport };
}

function settingColumns(settings: Partial<ConversationSettings>): (number | null)[] {
  const { mutedUntil, pinned, archived, hidden, markedUnread } = settings;
  const flags = [pinned, archived, hidden, markedUnread];
  return [mutedUntil ?? null, ...flags.map((value) => (value === undefined ? null : flag(value)))];
}

type ConversationColumns = { contact_id: Bytes | null; peer: Bytes; lamport: number };
