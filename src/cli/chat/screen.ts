// The whole terminal for a while: keys one by one, drawn screens, and the terminal given back as it was.

import { emitKeypressEvents } from 'node:readline';
import { columnsOf, rowsOf, type Shell } from '../shell.js';
import type { Frame, FrameSize } from './frame.js';
import type { Key } from './line-editor.js';

type KeyListener = (typed: string | undefined, key: Key) => void;

const ESC = '\u001b';
/** Alternate screen and bracketed paste. */
const ENTER = `${ESC}[?1049h${ESC}[?2004h`;
const LEAVE = `${ESC}[?2004l${ESC}[?1049l`;
const HOME = `${ESC}[H`;
const HIDE_CURSOR = `${ESC}[?25l`;
const SHOW_CURSOR = `${ESC}[?25h`;
const CLEAR_TO_LINE_END = `${ESC}[K`;
const CLEAR_BELOW = `${ESC}[J`;

/** Goes on at the top of an empty terminal; what stood there can still be scrolled to. */
export function turnPage(shell: Shell): void {
  if (shell.output.isTTY === true) shell.output.write('\n'.repeat(rowsOf(shell.output)) + HOME + CLEAR_BELOW);
}

export class Screen {
  readonly #onKey: KeyListener;
  #isEntered = false;

  constructor(
    private readonly shell: Shell,
    private readonly listener: { onKey: KeyListener; onResize: () => void },
  ) {
    this.#onKey = (typed, key) => {
      this.listener.onKey(typed, key);
    };
  }

  get size(): FrameSize {
    return { width: columnsOf(this.shell.output), height: rowsOf(this.shell.output) };
  }

  enter(): void {
    if (this.#isEntered) return;
    this.#isEntered = true;
    const { input, output } = this.shell;
    emitKeypressEvents(input);
    input.setRawMode?.(true);
    input.on('keypress', this.#onKey);
    input.resume();
    output.on('resize', this.listener.onResize);
    output.write(ENTER);
  }

  /** Gives the terminal back; harmless when it was not taken. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    const { input, output } = this.shell;
    input.off('keypress', this.#onKey);
    output.off('resize', this.listener.onResize);
    input.setRawMode?.(false);
    input.pause();
    output.write(LEAVE + SHOW_CURSOR);
  }

  /** Draws in one write, so that nothing flickers. */
  draw({ lines, cursor }: Frame): void {
    if (!this.#isEntered) return;
    const text = lines.map((line) => line + CLEAR_TO_LINE_END).join('\r\n');
    const place = `${ESC}[${String(cursor.row + 1)};${String(cursor.column + 1)}H`;
    this.shell.output.write(HIDE_CURSOR + HOME + text + CLEAR_BELOW + place + SHOW_CURSOR);
  }
}
