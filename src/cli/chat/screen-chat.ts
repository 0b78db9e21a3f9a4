// The chat on a terminal: draws at every change, types into the editor, and always gives the terminal back.

import { asArgument, hint } from '../program-name.js';
import { AppError } from '../../base/app-error.js';
import { isOutcomeUnknown } from '../../contract/answer-lost.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, NodeState } from '../../contract/values.js';
import { failureOf } from '../refusal.js';
import { print, type Shell } from '../shell.js';
import { safeLine, safeText } from '../terminal.js';
import { wrap } from '../width.js';
import { Conversation, movedSentence } from './conversation.js';
import { DraftKeeper } from './draft-keeper.js';
import { type Away, headingOf } from './heading.js';
import { bodyHeight, drawFrame, type Frame, maxScroll } from './frame.js';
import { KeptLines } from './kept-lines.js';
import { EMPTY_EDITOR, type Editor, editorWith, type Key, pressKey } from './line-editor.js';
import { messageLines, type MessageStyle } from './message-lines.js';
import { Outbox } from './outbox.js';
import { OwnActivity } from './own-activity.js';
import { Screen } from './screen.js';
import { isSlashCommand, messageOf, runSlashCommand } from './slash-commands.js';

/** How often a node that stopped is looked for. */
const RETURN_MS = 1_000;

interface ChatPlace {
  readonly shell: Shell;
  readonly contact: ContactRow;
  /** A session with the node once it runs again; without it the chat ends with the node. */
  readonly reconnect?: () => Promise<ContractClient>;
}

/**
 * Runs until the owner leaves.
 * @throws AppError NODE_NOT_RUNNING or NODE_LOCKED when the node went away, unless it can be reached again
 */
export async function chatOnScreen(client: ContractClient, place: ChatPlace): Promise<void> {
  await new ScreenChat(place).run(client);
}

class ScreenChat {
  readonly #screen: Screen;
  readonly #sessions: (() => void)[] = [];
  #conversation: Conversation | undefined;
  readonly #outbox: Outbox;
  readonly #activity: OwnActivity;
  readonly #draft: DraftKeeper;
  readonly #kept = new KeptLines();
  #editor: Editor = EMPTY_EDITOR;
  #notices: readonly string[] = [];
  /** Why the node cannot be asked now. */
  #away: Away | undefined;
  #scrolled = 0;
  /** Lines of the body when it was last drawn. */
  #lineCount = 0;
  #isPlaced = false;
  #finish: (error?: AppError) => void = () => undefined;

  constructor(private readonly place: ChatPlace) {
    this.#outbox = new Outbox(place.shell.newId, (text, error) => {
      this.#giveBack(text, error);
    });
    this.#activity = new OwnActivity(
      () => place.shell.now(),
      () => this.#conversation,
    );
    this.#draft = new DraftKeeper(
      place.shell,
      () => this.#editor.text,
      () => this.#conversation,
    );
    this.#screen = new Screen(place.shell, {
      onKey: (typed, key) => {
        this.#press(typed, key);
      },
      frame: () => this.#frame(),
    });
  }

  async run(client: ContractClient): Promise<void> {
    const left = new Promise<void>((resolve, reject) => {
      this.#finish = (error) => {
        if (error) reject(error);
        else resolve();
      };
    });
    // Leaving may come before anybody waits for it.
    left.catch(() => undefined);
    const release = this.place.shell.onInterrupt(() => {
      this.#finish();
    });
    try {
      await this.#join(client);
      this.#editor = editorWith(this.#conversation?.draft ?? '');
      this.#screen.enter();
      await left;
    } finally {
      this.#screen.leave();
      release();
      this.#activity.wrote('');
      await this.#outbox.settled();
      await this.#keepDraft();
      this.#tellUnanswered();
      for (const close of this.#sessions) close();
    }
  }

  async #join(client: ContractClient): Promise<void> {
    const { contact } = this.#conversation ?? this.place;
    const ignoreState = client.onState((state) => {
      this.#stateChanged(state);
    });
    const conversation = await Conversation.open(client, contact, {
      onChange: () => {
        this.#screen.redraw();
      },
      onEnd: (error) => {
        this.#lost(error);
      },
      onMoved: (before) => {
        this.#notices = [movedSentence(before)];
        this.#scrolled = 0;
      },
    });
    this.#sessions.push(() => {
      ignoreState();
      conversation.close();
    });
    this.#conversation = conversation;
    this.#isBack(conversation);
  }

  #stateChanged(state: NodeState): void {
    if (state === 'open') this.#isBack(this.#conversation);
    else if (this.place.reconnect) this.#away = 'locked';
    else this.#finish(new AppError('NODE_LOCKED'));
    this.#screen.redraw();
  }

  #isBack(conversation: Conversation | undefined): void {
    this.#away = undefined;
    this.#screen.redraw();
    if (conversation) void this.#outbox.askAgain(conversation);
    this.#draft.askAgain();
  }

  #lost(error: AppError): void {
    if (!this.place.reconnect || !AppError.is(error, 'NODE_NOT_RUNNING')) {
      this.#finish(error);
      return;
    }
    this.#away = 'stopped';
    this.#screen.redraw();
    this.#lookForNode(this.place.reconnect);
  }

  #lookForNode(reconnect: () => Promise<ContractClient>): void {
    const cancel = this.place.shell.after(RETURN_MS, () => {
      this.#rejoin(reconnect).catch(() => {
        this.#lookForNode(reconnect);
      });
    });
    this.#sessions.push(cancel);
  }

  async #rejoin(reconnect: () => Promise<ContractClient>): Promise<void> {
    const client = await reconnect();
    this.#sessions.push(() => {
      client.close();
    });
    await client.hello;
    if (client.state === 'open') {
      await this.#join(client);
      return;
    }
    this.#away = 'locked';
    this.#screen.redraw();
    const ignore = client.onState((state) => {
      if (state !== 'open') return;
      ignore();
      this.#join(client).catch(() => {
        this.#lookForNode(reconnect);
      });
    });
    client.onClose(() => {
      if (this.#away === 'locked') this.#lost(new AppError('NODE_NOT_RUNNING'));
    });
  }

  /** Where the draft cannot be kept, it is at least shown. */
  async #keepDraft(): Promise<void> {
    try {
      await this.#draft.keep();
    } catch {
      if (this.#editor.text !== '')
        print(this.place.shell.output, ['Not sent and not kept:', safeText(this.#editor.text)]);
    }
  }

  #edit(editor: Editor): void {
    if (editor.text !== this.#editor.text) this.#draft.changed();
    this.#editor = editor;
  }

  #press(typed: string | undefined, key: Key): void {
    const { editor, action } = pressKey(this.#editor, typed, key);
    const hasChanged = editor.text !== this.#editor.text;
    this.#edit(editor);
    this.#activity.touched();
    if (hasChanged) this.#activity.wrote(editor.text);
    if (action === 'leave') this.#finish();
    else if (action === 'submit') this.#submit();
    else if (action === 'page-up') this.#scroll(1);
    else if (action === 'page-down') this.#scroll(-1);
    // Nothing of a paste is seen before its end.
    if (editor.pasted === null) this.#screen.redraw();
  }

  #submit(): void {
    const conversation = this.#conversation;
    const { text } = this.#editor;
    if (!conversation || text.trim() === '') return;
    if (this.#away && text.trim() !== '/quit') {
      this.#notices = ['Your node is away, so this was not sent. What you typed stays.'];
      return;
    }
    this.#edit(EMPTY_EDITOR);
    this.#activity.wrote('');
    this.#scrolled = 0;
    this.#notices = [];
    if (!isSlashCommand(text)) {
      void this.#outbox.send(conversation, messageOf(text));
      return;
    }
    this.#command(text, conversation).catch((error: unknown) => {
      this.#notices = [failureOf(error).text];
      this.#screen.redraw();
    });
  }

  /** Above what is being typed by now. */
  #giveBack(message: string, error: unknown): void {
    const text = message.startsWith('/') ? `/${message}` : message;
    const typed = this.#editor.text;
    this.#edit(editorWith(typed === '' ? text : `${text}\n${typed}`));
    const unknown = isOutcomeUnknown(error)
      ? ['It is not known whether this was sent. Enter makes sure, and sends it once.']
      : [];
    this.#notices = [failureOf(error).text, ...unknown];
    this.#screen.redraw();
  }

  #tellUnanswered(): void {
    const { unanswered } = this.#outbox;
    if (unanswered.length > 0)
      print(this.place.shell.output, ['Not known whether this was sent:', ...unanswered.map(safeText)]);
  }

  async #command(text: string, conversation: Conversation): Promise<void> {
    const said = await runSlashCommand(text, conversation);
    if (said === 'quit') this.#finish();
    else this.#notices = said;
    this.#screen.redraw();
  }

  #scroll(direction: 1 | -1): void {
    const page = direction * Math.max(1, this.#screen.size.height - 5);
    this.#scrollTo(this.#scrolled + page, this.#lines().length);
  }

  #scrollTo(scrolled: number, lineCount: number): void {
    this.#scrolled = Math.max(0, Math.min(maxScroll(lineCount, this.#screen.size), scrolled));
  }

  #frame(): Frame | undefined {
    const conversation = this.#conversation;
    if (!conversation) return undefined;
    const lines = this.#lines();
    if (!this.#isPlaced && conversation.rows.length > 0) this.#beginAtUnread(conversation, lines.length);
    // What is being read stays in place while more arrives below.
    else if (this.#scrolled > 0)
      this.#scrollTo(this.#scrolled + lines.length - this.#lineCount, lines.length);
    this.#lineCount = lines.length;
    const heading = headingOf(conversation, this.#away, this.place.shell);
    // Scrolled away from the end, not everything has been in sight.
    if (this.#scrolled === 0 && !this.#away) conversation.markShown().catch(() => undefined);
    const content = { heading, lines, scrolled: this.#scrolled, editor: this.#editor };
    return drawFrame(content, this.#screen.size);
  }

  /** Opens with the first unread message at the top where not everything unread fits. */
  #beginAtUnread({ rows, unreadFrom }: Conversation, lineCount: number): void {
    this.#isPlaced = true;
    const first = rows.findIndex(({ id }) => id === unreadFrom);
    if (first === -1) return;
    const unread = messageLines(rows.slice(first), { ...this.#style(), previous: rows[first - 1] });
    this.#scrollTo(unread.length - bodyHeight(this.#screen.size), lineCount);
  }

  #lines(): string[] {
    const conversation = this.#conversation;
    if (!conversation) return [];
    return [
      ...(conversation.hasOlder
        ? [
            `(earlier messages: ${hint(`history ${asArgument(safeLine(conversation.contact.name))} --before ${conversation.rows[0]?.position ?? ''}`)})`,
          ]
        : []),
      ...messageLines(conversation.rows, this.#style(), this.#kept.linesOf),
      ...(this.#away ? wrap(AWAY[this.#away](), this.#screen.size.width) : []),
      ...(this.#away
        ? this.#outbox.unanswered.flatMap((text) => wrap(unansweredLine(text), this.#screen.size.width))
        : []),
      ...this.#notices.flatMap((notice) => wrap(notice, this.#screen.size.width)),
    ];
  }

  #style(): MessageStyle {
    const { width } = this.#screen.size;
    const unreadFrom = this.#conversation?.unreadFrom;
    return {
      width,
      timeZone: this.place.shell.timeZone,
      name: safeLine((this.#conversation ?? this.place).contact.name),
      unreadFrom,
    };
  }
}

function unansweredLine(text: string): string {
  return `* Not known yet whether this was sent; it is made sure once your node is back: ${safeText(text)}`;
}

const AWAY = {
  stopped: () => `* Your node has stopped. The chat goes on by itself when it runs again: ${hint('node')}`,
  locked: () => `* Your node is locked. The chat goes on by itself when it is unlocked: ${hint('unlock')}`,
} as const;
