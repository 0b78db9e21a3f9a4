// The home screen of `npm start`: kept up to date by the node, it waits for one choice at a time.

import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, ConversationRow, RequestRow } from '../../contract/values.js';
import { drawFrame, type Frame } from '../chat/frame.js';
import { EMPTY_EDITOR, type Editor, type Key, pressKey } from '../chat/line-editor.js';
import { Screen } from '../chat/screen.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { type HomeContent, homeLines, peopleOf } from './home-lines.js';

export class HomeScreen {
  readonly #screen: Screen;
  #contacts: readonly ContactRow[] = [];
  #conversations: readonly ConversationRow[] = [];
  #requests: readonly RequestRow[] = [];
  #editor: Editor = EMPTY_EDITOR;
  #answer: (choice: string | undefined) => void = () => undefined;
  #reject: (error: AppError) => void = () => undefined;
  #failure: AppError | undefined;
  #isLeaving = false;
  readonly #stops: (() => void)[];

  constructor(
    shell: Shell,
    client: ContractClient,
    private readonly owner: Pick<HomeContent, 'self' | 'joined'>,
  ) {
    const onKey = (typed: string | undefined, key: Key): void => {
      this.#press(typed, key);
    };
    this.#screen = new Screen(shell, { onKey, frame: () => this.#frame() });
    this.#stops = [
      ...this.#watch(client),
      client.onState((state) => {
        if (state !== 'open') this.#fail(new AppError('NODE_LOCKED'));
      }),
      shell.onInterrupt(() => {
        this.#isLeaving = true;
        this.#answer(undefined);
      }),
    ];
  }

  /** In the order of the numbers on the screen. */
  get people(): readonly ContactRow[] {
    return peopleOf(this.#contacts, this.#conversations).map(({ contact }) => contact);
  }

  /** What the owner typed, undefined for leaving. @throws AppError NODE_LOCKED, NODE_NOT_RUNNING */
  async choose(): Promise<string | undefined> {
    if (this.#isLeaving) return undefined;
    if (this.#failure) throw this.#failure;
    this.#screen.enter();
    try {
      return await new Promise((resolve, reject) => {
        this.#answer = resolve;
        this.#reject = reject;
      });
    } finally {
      this.#screen.leave();
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #watch(client: ContractClient): (() => void)[] {
    const onEnd = (error: AppError): void => {
      this.#fail(error);
    };
    return [
      client.subscribe(
        'contacts',
        {},
        { onEnd, onChange: ({ rows }) => this.#take(() => (this.#contacts = rows)) },
      ),
      client.subscribe(
        'requests',
        {},
        { onEnd, onChange: ({ rows }) => this.#take(() => (this.#requests = rows)) },
      ),
      client.subscribe(
        'conversations',
        {},
        { onEnd, onChange: ({ rows }) => this.#take(() => (this.#conversations = rows)) },
      ),
    ];
  }

  /** Also remembered: it may come while a chosen flow has the terminal. */
  #fail(error: AppError): void {
    this.#failure = error;
    this.#reject(error);
  }

  #take(keep: () => void): void {
    keep();
    this.#screen.redraw();
  }

  #press(typed: string | undefined, key: Key): void {
    // One line is all there is to type; typed ahead, Enter comes as a line feed.
    const { editor, action } = pressKey(this.#editor, typed, key.name === 'enter' ? { name: 'return' } : key);
    this.#editor = editor;
    if (action === 'leave') this.#answer(undefined);
    if (action === 'submit' && editor.text.trim() !== '') {
      this.#editor = EMPTY_EDITOR;
      this.#answer(editor.text.trim());
    }
    this.#screen.redraw();
  }

  #frame(): Frame {
    const { size } = this.#screen;
    const people = peopleOf(this.#contacts, this.#conversations);
    const lines = homeLines({ ...this.owner, people, requests: this.#requests }, size.width);
    const heading = `Kith: ${safeLine(this.owner.self.name)}`;
    return drawFrame({ heading, lines, scrolled: 0, editor: this.#editor }, size);
  }
}
