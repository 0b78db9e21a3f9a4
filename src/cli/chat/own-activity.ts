// What the owner does at the keys of a chat, told to the node as rarely as it wants. Who learns of it, the node decides.

/** What the node was told holds twice as long. */
const TYPING_REPEAT_MS = 3_000;
/** What the node was told holds three times as long. */
const USE_REPEAT_MS = 60_000;

export interface ActivityListener {
  noteTyping(isTyping: boolean): void;
  noteUse(): void;
}

export class OwnActivity {
  #typingToldAt = -Infinity;
  #useToldAt = -Infinity;

  /** @param now Unix milliseconds */
  constructor(
    private readonly now: () => number,
    private readonly conversation: () => ActivityListener | undefined,
  ) {}

  /** A key was pressed. */
  touched(): void {
    const now = this.now();
    if (now - this.#useToldAt < USE_REPEAT_MS) return;
    this.#useToldAt = now;
    this.conversation()?.noteUse();
  }

  /** The text changed. A command, and what may become one, is not written to anybody. */
  wrote(text: string): void {
    const now = this.now();
    const isTyping = text !== '' && !text.startsWith('/');
    if (isTyping ? now - this.#typingToldAt < TYPING_REPEAT_MS : this.#typingToldAt === -Infinity) return;
    this.#typingToldAt = isTyping ? now : -Infinity;
    this.conversation()?.noteTyping(isTyping);
  }
}
