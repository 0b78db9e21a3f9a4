// The name of an emoji that is being typed: a colon and at least two letters before the caret.

export interface Completing {
  /** Of the colon. */
  readonly start: number;
  readonly end: number;
  readonly typed: string;
  /** The closing colon was typed too. */
  readonly isClosed: boolean;
}

const NAME = /(?<=^|\s|\p{P})(?<!:):([\p{L}\p{N}_+-]{2,40})(:?)$/u;

export function completingAt(text: string, caret: number): Completing | undefined {
  const found = NAME.exec(text.slice(Math.max(0, caret - 64), caret));
  const [whole = '', typed = '', end = ''] = found ?? [];
  return found ? { start: caret - whole.length, end: caret, typed, isClosed: end !== '' } : undefined;
}
