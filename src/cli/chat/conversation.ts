// One conversation as the chat knows it: the newest messages, the link, the draft, and what can be done.

import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ViewState } from '../../contract/live-view.js';
import type { ActivityRow, ContactRow, LinkRow, MessageRow } from '../../contract/values.js';
import type { Outgoing } from '../answer-lost.js';
import { historyHint } from '../earlier-keys.js';
import { snapshot } from '../session.js';
import { safeLine } from '../terminal.js';
import { demandShortEnough } from '../text-limit.js';

/** Only this window of messages is held. */
const WINDOW = 100;

export interface ConversationListener {
  /** Something to show has changed. */
  readonly onChange: () => void;
  readonly onEnd: (error: AppError) => void;
  /** The contact goes on under another key, in another conversation; this is how it was before. */
  readonly onMoved: (before: ContactRow) => void;
}

export class Conversation {
  rows: readonly MessageRow[] = [];
  hasOlder = false;
  link: LinkRow | undefined;
  /** What the contact does just now, as far as both tell it. */
  activity: ActivityRow | undefined;
  /** The first message that was unread when the conversation was opened. */
  unreadFrom: string | undefined;
  /** As the store has it; undefined while that is not known. */
  draft: string | undefined;
  #markedUpTo = '';
  /** Its owner wanted to be reminded of it, and has not looked yet. */
  #isReminder = false;
  #hasRows = false;
  #stopMessages: () => void = () => undefined;
  readonly #stops: (() => void)[] = [];

  private constructor(
    readonly client: ContractClient,
    public contact: ContactRow,
    private readonly listener: ConversationListener,
  ) {}

  /** Opens the conversation with its draft, and follows its contact to another key. */
  static async open(
    client: ContractClient,
    contact: ContactRow,
    listener: ConversationListener,
  ): Promise<Conversation> {
    const conversation = new Conversation(client, contact, listener);
    const { rows } = await snapshot(client, 'conversations', {});
    const row = rows.find(({ id }) => id === contact.conversationId);
    conversation.draft = row?.draft ?? '';
    conversation.#isReminder = row?.markedUnread ?? false;
    conversation.#watch();
    return conversation;
  }

  async send({ id, text }: Outgoing): Promise<void> {
    demandShortEnough(text);
    await this.client.call('sendMessage', { id, contactId: this.contact.id, text });
    this.unreadFrom = undefined;
  }

  /** Queues the newest failed message again, or else dials the contact now. */
  async retry(): Promise<string> {
    const failed = this.rows.findLast(({ state, direction }) => direction === 'out' && state === 'failed');
    if (failed) {
      await this.client.call('retryMessage', { conversationId: failed.conversationId, messageId: failed.id });
      return 'The message is queued again.';
    }
    await this.client.call('retryNow', { contactId: this.contact.id });
    return 'Calling their node now.';
  }

  /** Tells that everything held has been seen by the owner, who need not be reminded of it any more. */
  async markShown(): Promise<void> {
    const shown = this.rows.filter(({ unread, position }) => unread && position > this.#markedUpTo);
    if (shown.length === 0 && !this.#isReminder) return;
    this.#isReminder = false;
    this.#markedUpTo = shown.at(-1)?.position ?? this.#markedUpTo;
    const positions = shown.map(({ position }) => position);
    await this.client.call('markSeen', { conversationId: this.contact.conversationId, positions });
  }

  async saveDraft(text: string): Promise<void> {
    if (text === this.draft) return;
    // Before the answer, since the next text is compared with it.
    this.draft = text;
    try {
      await this.client.call('setDraft', { conversationId: this.contact.conversationId, text });
    } catch (error) {
      this.draft = undefined;
      throw error;
    }
  }

  /** Who learns of either, the node decides; a node that is away learns of none. */
  noteTyping(typing: boolean): void {
    this.client.call('setTyping', { contactId: this.contact.id, typing }).catch(() => undefined);
  }

  noteUse(): void {
    this.client.call('noteUse', {}).catch(() => undefined);
  }

  close(): void {
    this.#stopMessages();
    for (const stop of this.#stops.splice(0)) stop();
  }

  #watch(): void {
    const { onChange } = this.listener;
    const onLinks = ({ rows }: { rows: readonly LinkRow[] }): void => {
      this.link = rows.find(({ contactId }) => contactId === this.contact.id);
      onChange();
    };
    const onActivity = ({ rows }: { rows: readonly ActivityRow[] }): void => {
      this.activity = rows.find(({ id }) => id === this.contact.id);
      onChange();
    };
    const onContacts = (state: ViewState<ContactRow>): void => {
      this.#contactsChanged(state);
    };
    this.#watchMessages();
    this.#stops.push(
      this.client.subscribe('activity', {}, { onChange: onActivity }),
      this.client.subscribe('contacts', {}, { onChange: onContacts }),
      this.client.subscribe('links', {}, { onChange: onLinks }),
    );
  }

  #watchMessages(): void {
    const { onChange, onEnd } = this.listener;
    const params = { conversationId: this.contact.conversationId, limit: WINDOW };
    const onMessages = ({ rows, hasOlder }: { rows: readonly MessageRow[]; hasOlder: boolean }): void => {
      // Locked, the view is empty; what was on the screen stays there.
      if (this.client.state !== 'open') return;
      this.rows = rows;
      this.hasOlder = hasOlder;
      if (!this.#hasRows) this.unreadFrom = rows.find(({ unread }) => unread)?.id;
      this.#hasRows = true;
      onChange();
    };
    this.#stopMessages = this.client.subscribe('messages', params, { onChange: onMessages, onEnd });
  }

  #contactsChanged({ rows, hasNewer }: ViewState<ContactRow>): void {
    if (this.client.state !== 'open' || hasNewer) return;
    const row = rows.find(({ id }) => id === this.contact.id);
    if (row) this.#goOnWith(row);
    else this.#seekSuccessor(rows).catch(() => undefined);
  }

  /** Where the new key had a contact of its own, that one goes on. */
  async #seekSuccessor(contacts: readonly ContactRow[]): Promise<void> {
    const { conversationId, name } = this.contact;
    const { rows } = await snapshot(this.client, 'conversations', {});
    const successorId = rows.find(({ id }) => id === conversationId)?.former?.successorId;
    const successor = contacts.find(({ id }) => id === successorId);
    if (successor) this.#goOnWith(successor);
    else this.listener.onEnd(new AppError('CONTACT_REMOVED', { name }));
  }

  #goOnWith(contact: ContactRow): void {
    const before = this.contact;
    this.contact = contact;
    if (before.conversationId !== contact.conversationId) {
      this.#stopMessages();
      this.rows = [];
      this.#hasRows = false;
      this.#markedUpTo = '';
      this.listener.onMoved(before);
      this.#watchMessages();
    }
    this.listener.onChange();
  }
}

/** What is said when the contact goes on under another key. */
export function movedSentence({ name, nodeIdText }: ContactRow): string {
  return `* ${safeLine(name)} has a new key, and the chat goes on with it: ${historyHint(nodeIdText)} shows what was said before.`;
}
