// The chat on a terminal: draws at every change, types into the editor, and always gives the terminal back.

import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow } from '../../contract/values.js';
import { failureOf } from '../refusal.js';
import { print, type Shell } from '../shell.js';
import { linkSentence } from '../state-words.js';
import { safeLine, safeText } from '../terminal.js';
import { wrap } from '../width.js';
import { Conversation } from './conversation.js';
import { bodyHeight, drawFrame, maxScroll } from './frame.js';
import { EMPTY_EDITOR, type Editor, editorWith, type Key, pressKey } from './line-editor.js';
import { messageLines, type MessageStyle } from './message-lines.js';
import { Screen } from './screen.js';
import { isSlashCommand, messageOf, runSlashCommand } from './slash-commands.js';

/** Runs until the owner leaves. @throws AppError NODE_NOT_RUNNING or NODE_LOCKED when the node went away */
export async function chatOnScreen(shell: Shell, client: ContractClient, contact: ContactRow): Promise<void> {
  const chat = new ScreenChat(shell, contact);
  await chat.run(client);
}

class ScreenChat {
  readonly #screen: Screen;
  #conversation: Conversation | undefined;
  #editor: Editor = EMPTY_EDITOR;
  #notices: readonly string[] = [];
  #scrolled = 0;
  /** Lines of the body when it was last drawn. */
  #lineCount = 0;
  #isPlaced = false;
  #finish: (error?: AppError) => void = () => undefined;

  constructor(
    private readonly shell: Shell,
    private readonly contact: ContactRow,
  ) {
    this.#screen = new Screen(shell, {
      onKey: (typed, key) => {
        this.#press(typed, key);
      },
      onResize: () => {
        this.#draw();
      },
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
    const release = this.shell.onInterrupt(() => {
      this.#finish();
    });
    const ignoreState = client.onState((state) => {
      if (state !== 'open') this.#finish(new AppError('NODE_LOCKED'));
    });
    const conversation = await Conversation.open(this.shell, client, this.contact, {
      onChange: () => {
        this.#draw();
      },
      onEnd: (error) => {
        this.#finish(error);
      },
    });
    this.#conversation = conversation;
    this.#editor = editorWith(conversation.draft);
    try {
      this.#screen.enter();
      this.#draw();
      await left;
    } finally {
      this.#screen.leave();
      release();
      ignoreState();
      await this.#keepDraft(conversation);
      conversation.close();
    }
  }

  /** Where the draft cannot be kept, it is at least shown. */
  async #keepDraft(conversation: Conversation): Promise<void> {
    try {
      await conversation.saveDraft(this.#editor.text);
    } catch {
      if (this.#editor.text !== '')
        print(this.shell.output, ['Not sent and not kept:', safeText(this.#editor.text)]);
    }
  }

  #press(typed: string | undefined, key: Key): void {
    const { editor, action } = pressKey(this.#editor, typed, key);
    this.#editor = editor;
    if (action === 'leave') this.#finish();
    else if (action === 'submit') this.#submit();
    else if (action === 'page-up') this.#scroll(1);
    else if (action === 'page-down') this.#scroll(-1);
    this.#draw();
  }

  #submit(): void {
    const conversation = this.#conversation;
    const { text } = this.#editor;
    if (!conversation || text.trim() === '') return;
    this.#editor = EMPTY_EDITOR;
    this.#scrolled = 0;
    this.#notices = [];
    const done = isSlashCommand(text)
      ? this.#command(text, conversation)
      : conversation.send(messageOf(text));
    done.catch((error: unknown) => {
      this.#notices = [failureOf(error).text];
      // The text comes back unless something new is being typed.
      if (this.#editor.text === '' && !isSlashCommand(text)) this.#editor = editorWith(text);
      this.#draw();
    });
  }

  async #command(text: string, conversation: Conversation): Promise<void> {
    const said = await runSlashCommand(text, conversation);
    if (said === 'quit') this.#finish();
    else this.#notices = said;
    this.#draw();
  }

  #scroll(direction: 1 | -1): void {
    const page = direction * Math.max(1, this.#screen.size.height - 5);
    this.#scrollTo(this.#scrolled + page, this.#lines().length);
  }

  #scrollTo(scrolled: number, lineCount: number): void {
    this.#scrolled = Math.max(0, Math.min(maxScroll(lineCount, this.#screen.size), scrolled));
  }

  #draw(): void {
    const conversation = this.#conversation;
    if (!conversation) return;
    const lines = this.#lines();
    if (!this.#isPlaced && conversation.rows.length > 0) this.#beginAtUnread(conversation, lines.length);
    // What is being read stays in place while more arrives below.
    else if (this.#scrolled > 0)
      this.#scrollTo(this.#scrolled + lines.length - this.#lineCount, lines.length);
    this.#lineCount = lines.length;
    const heading = `${safeLine(this.contact.name)}: ${linkSentence(conversation.link, this.shell)}`;
    const content = { heading, lines, scrolled: this.#scrolled, editor: this.#editor };
    this.#screen.draw(drawFrame(content, this.#screen.size));
    // Scrolled away from the end, not everything has been in sight.
    if (this.#scrolled === 0) conversation.markShown().catch(() => undefined);
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
      ...(conversation.hasOlder ? ['(earlier messages: `kith history`)'] : []),
      ...messageLines(conversation.rows, this.#style()),
      ...this.#notices.flatMap((notice) => wrap(notice, this.#screen.size.width)),
    ];
  }

  #style(): MessageStyle {
    const { width } = this.#screen.size;
    const unreadFrom = this.#conversation?.unreadFrom;
    return { width, timeZone: this.shell.timeZone, name: safeLine(this.contact.name), unreadFrom };
  }
}
