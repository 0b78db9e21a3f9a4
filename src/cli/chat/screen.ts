// The whole terminal for a while: keys one by one, screens drawn once a turn, and the terminal given back as it was.

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

interface ScreenListener {
  readonly onKey: KeyListener;
  /** What is to be seen now; undefined where nothing is yet. */
  readonly frame: () => Frame | undefined;
}

export class Screen {
  readonly #onKey: KeyListener;
  readonly #onResize = (): void => {
    this.redraw();
  };
  #isEntered = false;
  #due: NodeJS.Immediate | undefined;

  constructor(
    private readonly shell: Shell,
    private readonly listener: ScreenListener,
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
    output.on('resize', this.#onResize);
    output.write(ENTER);
    this.redraw();
  }

  /** Gives the terminal back; harmless when it was not taken. */
  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    clearImmediate(this.#due);
    this.#due = undefined;
    const { input, output } = this.shell;
    input.off('keypress', this.#onKey);
    output.off('resize', this.#onResize);
    input.setRawMode?.(false);
    input.pause();
    output.write(LEAVE + SHOW_CURSOR);
  }

  /** Draws once this turn of the event loop is over: a paste is a hundred keys of one turn, with Ctrl+C behind them. */
  redraw(): void {
    if (!this.#isEntered) return;
    this.#due ??= setImmediate(() => {
      this.#due = undefined;
      const frame = this.listener.frame();
      if (frame) this.#write(frame);
    });
  }

  /** In one write, so that nothing flickers. */
  #write({ lines, cursor }: Frame): void {
    const text = lines.map((line) => line + CLEAR_TO_LINE_END).join('\r\n');
    const place = `${ESC}[${String(cursor.row + 1)};${String(cursor.column + 1)}H`;
    this.shell.output.write(HIDE_CURSOR + HOME + text + CLEAR_BELOW + place + SHOW_CURSOR);
  }
}
