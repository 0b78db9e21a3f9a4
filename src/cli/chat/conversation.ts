// One conversation as the chat knows it: the newest messages, the link, the draft, and what can be done.

import type { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ActivityRow, ContactRow, LinkRow, MessageRow } from '../../contract/values.js';
import type { Outgoing } from '../answer-lost.js';
import { snapshot } from '../session.js';
import { demandShortEnough } from '../text-limit.js';

/** Only this window of messages is held. */
const WINDOW = 100;

export class Conversation {
  rows: readonly MessageRow[] = [];
  hasOlder = false;
  link: LinkRow | undefined;
  /** What the contact does just now, as far as both tell it. */
  activity: ActivityRow | undefined;
  /** The first message that was unread when the conversation was opened. */
  unreadFrom: string | undefined;
  draft = '';
  #markedUpTo = '';
  #hasRows = false;
  readonly #stops: (() => void)[] = [];

  private constructor(
    readonly client: ContractClient,
    readonly contact: ContactRow,
  ) {}

  /** Opens the conversation with its draft; `onChange` is called whenever something to show has changed. */
  static async open(
    client: ContractClient,
    contact: ContactRow,
    listener: { onChange: () => void; onEnd: (error: AppError) => void },
  ): Promise<Conversation> {
    const conversation = new Conversation(client, contact);
    const { rows } = await snapshot(client, 'conversations', {});
    conversation.draft = rows.find(({ id }) => id === contact.conversationId)?.draft ?? '';
    conversation.#watch(listener);
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

  /** Tells that everything held has been seen by the owner. */
  async markShown(): Promise<void> {
    const shown = this.rows.filter(({ unread, position }) => unread && position > this.#markedUpTo);
    const last = shown.at(-1);
    if (!last) return;
    this.#markedUpTo = last.position;
    const positions = shown.map(({ position }) => position);
    await this.client.call('markSeen', { conversationId: last.conversationId, positions });
  }

  async saveDraft(text: string): Promise<void> {
    if (text === this.draft) return;
    await this.client.call('setDraft', { conversationId: this.contact.conversationId, text });
    this.draft = text;
  }

  /** Who learns of either, the node decides; a node that is away learns of none. */
  noteTyping(typing: boolean): void {
    this.client.call('setTyping', { contactId: this.contact.id, typing }).catch(() => undefined);
  }

  noteUse(): void {
    this.client.call('noteUse', {}).catch(() => undefined);
  }

  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #watch({ onChange, onEnd }: { onChange: () => void; onEnd: (error: AppError) => void }): void {
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
    const onLinks = ({ rows }: { rows: readonly LinkRow[] }): void => {
      this.link = rows.find(({ contactId }) => contactId === this.contact.id);
      onChange();
    };
    const onActivity = ({ rows }: { rows: readonly ActivityRow[] }): void => {
      this.activity = rows.find(({ id }) => id === this.contact.id);
      onChange();
    };
    this.#stops.push(
      this.client.subscribe('activity', {}, { onChange: onActivity }),
      this.client.subscribe('messages', params, { onChange: onMessages, onEnd }),
      this.client.subscribe('links', {}, { onChange: onLinks }),
    );
  }
}
