import { AppError } from '../../base/app-error.js';
import { utf8 } from '../../base/bytes.js';
import type { ContactId, ConversationId, MessageId, NodeId } from '../../base/ids.js';
import type { DeletionStore } from '../../core/ports/deletion-store.js';
import type { ContactStore } from '../../core/ports/contact-store.js';
import type {
  Conversation,
  ConversationSettings,
  ConversationStore,
  Message,
  MessageStore,
  ReadingPlace,
} from '../../core/ports/message-store.js';
import { joinedTexts } from '../../core/ports/joined-texts.js';
import { authorRank, formatPosition } from '../../core/ports/position.js';
import type { StoreInspection } from '../contracts/store-fixture.js';
import { memoryDeletions } from './deletions.js';
import { keyOf } from './message-key.js';
import { Table, type UndoLog } from './table.js';

interface History {
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly deletions: DeletionStore;
  readonly inspect: Pick<
    StoreInspection,
    'gapBefore' | 'unread' | 'draft' | 'caption' | 'recipients' | 'place' | 'settings'
  >;
}

export function memoryHistory(undoLog: UndoLog, contacts: ContactStore): History {
  const conversations = new Table<Conversation>(undoLog);
  const left = new Table<ContactId>(undoLog);
  const drafts = new Table<string>(undoLog);
  const captions = new Table<string>(undoLog);
  const recipients = new Table<readonly ContactId[]>(undoLog);
  const places = new Table<ReadingPlace>(undoLog);
  const settings = new Table<ConversationSettings>(undoLog);
  const messages = new Table<Message>(undoLog);
  const cleared = new Table<number>(undoLog);
  const deletions = memoryDeletions(undoLog, messages);
  const said = memoryMessages(messages, conversations, cleared);
  const of = (id: ConversationId) => messages.all().filter((message) => message.conversationId === id);
  return {
    conversations: {
      get: (id) => conversations.get(id),
      put: (conversation) => {
        const { contactId } = conversation;
        if (contactId !== null && !contacts.get(contactId)) throw new AppError('COMMAND_FAILED');
        conversations.set(conversation.id, conversation);
        if (contactId !== null) left.delete(conversation.id);
      },
      leaveTo: (id, contactId) => {
        if (!contacts.get(contactId)) throw new AppError('COMMAND_FAILED');
        if (conversations.has(id)) left.set(id, contactId);
      },
      leftBy: (id) => left.get(id),
      formerOf: (contactId) => conversations.all().filter(({ id }) => left.get(id) === contactId),
      clear: (id) => {
        drafts.delete(id);
        captions.delete(id);
        recipients.delete(id);
        places.delete(id);
        deletions.forget(id);
        const authors = new Set(of(id).map(({ author }) => author));
        for (const author of authors) clearAuthor({ messages, cleared }, id, author);
        return undefined;
      },
      erase: () => false,
      draft: (id) => drafts.get(id) ?? '',
      setDraft: (id, text) => {
        if (conversations.has(id)) drafts.set(id, text);
      },
      takeDraft: (id, text) => takeText(drafts, id, text),
      caption: (id) => captions.get(id) ?? '',
      setCaption: (id, text) => {
        if (conversations.has(id)) captions.set(id, text);
      },
      takeCaption: (id, text) => takeText(captions, id, text),
      setRecipients: (id, chosen) => {
        if (conversations.has(id)) recipients.set(id, chosen);
      },
      setPlace: (id, place) => {
        if (!place) places.delete(id);
        else if (conversations.has(id)) places.set(id, place);
      },
      inherit: (from, to, mostText) => {
        for (const texts of [drafts, captions]) {
          const { text, left } = joinedTexts(texts.get(from) ?? '', texts.get(to) ?? '', mostText);
          texts.set(to, text);
          texts.set(from, left);
        }
        settings.set(to, settings.get(from) ?? UNSET);
        settings.delete(from);
      },
      setSettings: (id, changed) => {
        settings.set(id, { ...(settings.get(id) ?? UNSET), ...changed });
      },
    },
    messages: {
      ...said,
      add: (message) => {
        const added = said.add(message);
        const kept = settings.get(message.conversationId);
        if (added === 'added' && message.unread && kept)
          settings.set(message.conversationId, { ...kept, hidden: false });
        return added;
      },
    },
    deletions,
    inspect: {
      gapBefore: (id, author, authorSeq) => gapBefore(of(id), author, authorSeq),
      unread: (id) => of(id).filter((message) => message.unread).length,
      draft: (id) => drafts.get(id) ?? '',
      caption: (id) => captions.get(id) ?? '',
      recipients: (id) => recipients.get(id) ?? [],
      place: (id) => places.get(id) ?? null,
      settings: (id) => settings.get(id) ?? UNSET,
    },
  };
}

function takeText(texts: Table<string>, id: ConversationId, text: string): boolean {
  const isIt = text !== '' && texts.get(id) === text;
  if (isIt) texts.delete(id);
  return isIt;
}

const UNSET = { mutedUntil: 0, pinned: false, archived: false, hidden: false, markedUnread: false };

/** Of a cleared conversation: what is behind the first gap and the last before it, or the last of all; hidden. */
function clearAuthor(
  { messages, cleared }: { readonly messages: Table<Message>; readonly cleared: Table<number> },
  conversationId: ConversationId,
  author: NodeId | null,
): void {
  const all = messages.all().filter((message) => isBy(message, conversationId, author));
  const whole = author === null ? Infinity : wholeTo(all, cleared.get(`${conversationId} ${author}`) ?? 0);
  if (author !== null) cleared.set(`${conversationId} ${author}`, whole);
  const hidden = { kind: 4, payload: utf8(''), failure: null, unread: false, recovered: false };
  for (const message of all) {
    const key = keyOf(conversationId, author, message.id);
    if (message.authorSeq < whole) messages.delete(key);
    else messages.set(key, { ...message, ...hidden });
  }
}

/** @param cleared nothing is missing up to here, since it was deleted */
function wholeTo(messages: readonly Message[], cleared: number): number {
  const numbers = new Set(messages.map(({ authorSeq }) => authorSeq));
  let whole = cleared;
  while (numbers.has(whole + 1)) whole += 1;
  return whole;
}

function memoryMessages(
  messages: Table<Message>,
  conversations: Table<Conversation>,
  cleared: Table<number>,
): MessageStore {
  const by = (conversationId: ConversationId, author: NodeId | null) =>
    messages
      .all()
      .filter((message) => isBy(message, conversationId, author))
      .sort((a, b) => a.authorSeq - b.authorSeq);
  const change = (id: readonly [ConversationId, NodeId | null, MessageId], fields: Partial<Message>) => {
    const message = messages.get(keyOf(...id));
    if (message) messages.set(keyOf(...id), { ...message, ...fields });
  };
  const clearUnread = (conversation: ConversationId, isMeant: (position: string) => boolean) => {
    const read = messages
      .all()
      .filter((message) => message.conversationId === conversation && message.unread)
      .filter((message) => isMeant(positionOf(message)))
      .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1))
      .map((message) => ({ ...message, unread: false }));
    for (const message of read) change([conversation, message.author, message.id], { unread: false });
    return read;
  };
  return {
    add: (message) => {
      const { conversationId, author, id, authorSeq } = message;
      if (!conversations.has(conversationId)) throw new AppError('NOT_FOUND');
      const isThere = by(conversationId, author).some(
        (other) => other.id === id || other.authorSeq === authorSeq,
      );
      if (isThere) return 'duplicate';
      messages.set(keyOf(conversationId, author, id), message);
      return 'added';
    },
    byId: (conversation, author, id) => messages.get(keyOf(conversation, author, id)),
    everywhereById: (author, id) =>
      messages.all().filter((message) => message.author === author && message.id === id),
    bySeq: (conversation, author, authorSeq) =>
      by(conversation, author).find((message) => message.authorSeq === authorSeq),
    authoredAbove: (conversation, author, authorSeq, limit) =>
      by(conversation, author)
        .filter((message) => message.authorSeq > authorSeq)
        .slice(0, limit),
    lastBy: (conversation, author) => by(conversation, author).at(-1),
    wholeTo: (conversation, author) =>
      wholeTo(by(conversation, author), cleared.get(`${conversation} ${author}`) ?? 0),
    setState: (...parameters) => {
      const [conversation, author, id, state, failure = null] = parameters;
      change([conversation, author, id], { state, failure });
    },
    move: ({ conversationId, author, id }, to) => {
      change([conversationId, author, id], to);
    },
    markRead: (conversation, { lamport, rank, authorSeq }) => {
      const end = formatPosition(lamport, rank, authorSeq);
      return clearUnread(conversation, (position) => position <= end);
    },
    markSeen: (conversation, positions) => {
      const seen = positions.map(({ lamport, rank, authorSeq }) => formatPosition(lamport, rank, authorSeq));
      return clearUnread(conversation, (position) => seen.includes(position));
    },
  };
}

function gapBefore(
  messages: readonly Message[],
  author: NodeId | null,
  authorSeq: number,
): number | undefined {
  const numbers = messages.filter((message) => message.author === author).map((message) => message.authorSeq);
  if (!numbers.includes(authorSeq)) return undefined;
  return author === null ? 0 : authorSeq - Math.max(0, ...numbers.filter((n) => n < authorSeq)) - 1;
}

function isBy(message: Message, conversationId: ConversationId, author: NodeId | null): boolean {
  return message.conversationId === conversationId && message.author === author;
}

function positionOf(message: Message): string {
  return formatPosition(message.lamport, authorRank(message.author), message.authorSeq);
}
