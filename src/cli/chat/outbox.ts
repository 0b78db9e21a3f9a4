// What was entered and not answered yet. A message keeps its id until the node has answered, so that asking again after a
// crash sends nothing twice and loses nothing.

import { isAnswerLost } from '../../contract/answer-lost.js';
import type { Outgoing } from '../answer-lost.js';

interface Mailbox {
  send(message: Outgoing): Promise<void>;
}

export class Outbox {
  readonly #unanswered = new Set<Outgoing>();
  readonly #asking = new Set<Promise<void>>();
  #givenBack: Outgoing | undefined;

  constructor(
    private readonly newId: () => string,
    /** The node answered that it did not send this, or made a mistake over it. Entered again as it is, it keeps its id. */
    private readonly giveBack: (text: string, error: unknown) => void,
  ) {}

  /** Of which nobody knows whether the node has them, in the order they were entered. */
  get unanswered(): readonly string[] {
    return [...this.#unanswered].map(({ text }) => text);
  }

  async send(mailbox: Mailbox, text: string): Promise<void> {
    const message = this.#givenBack?.text === text ? this.#givenBack : { id: this.newId(), text };
    this.#givenBack = undefined;
    this.#unanswered.add(message);
    await this.#ask(mailbox, message);
  }

  /** The node is back. */
  async askAgain(mailbox: Mailbox): Promise<void> {
    for (const message of [...this.#unanswered]) await this.#ask(mailbox, message);
  }

  /** Once every question was answered or its session ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#asking);
  }

  async #ask(mailbox: Mailbox, message: Outgoing): Promise<void> {
    const asked = this.#answered(mailbox, message);
    this.#asking.add(asked);
    await asked;
    this.#asking.delete(asked);
  }

  async #answered(mailbox: Mailbox, message: Outgoing): Promise<void> {
    try {
      await mailbox.send(message);
      this.#unanswered.delete(message);
    } catch (error) {
      if (isAnswerLost(error)) return;
      this.#unanswered.delete(message);
      this.#givenBack = message;
      this.giveBack(message.text, error);
    }
  }
}
