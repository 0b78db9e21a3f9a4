// What is being typed, kept in the store while it is typed: a node that stops or locks, or a terminal that is closed, takes no
// text with it, and what was sent stays behind nowhere.

import type { Shell } from '../shell.js';

/** How long after the first change it is kept. */
const DELAY_MS = 500;

interface DraftStore {
  saveDraft(text: string): Promise<void>;
}

export class DraftKeeper {
  #due: (() => void) | undefined;
  /** The store may have another text than the editor. */
  #isBehind = false;

  constructor(
    private readonly shell: Pick<Shell, 'after'>,
    /** What the editor has. */
    private readonly text: () => string,
    private readonly store: () => DraftStore | undefined,
  ) {}

  /** The editor has another text, by whomever. */
  changed(): void {
    this.#isBehind = true;
    this.#due ??= this.shell.after(DELAY_MS, () => {
      this.keep().catch(() => undefined);
    });
  }

  /** The node is back, and may have missed something. */
  askAgain(): void {
    if (this.#isBehind) this.changed();
  }

  /** Keeps it now. @throws AppError when the node cannot keep it; it is tried again after the next change */
  async keep(): Promise<void> {
    this.#due?.();
    this.#due = undefined;
    if (!this.#isBehind) return;
    this.#isBehind = false;
    try {
      await this.store()?.saveDraft(this.text());
    } catch (error) {
      this.#isBehind = true;
      throw error;
    }
  }
}
