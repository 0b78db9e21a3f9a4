// The lines of each message, made once: whoever writes much makes neither a key nor the next message slow.

import type { MessageRow } from '../../contract/values.js';
import { type MessageStyle, type RowLines, rowLines } from './message-lines.js';

export class KeptLines {
  #kept = new WeakMap<MessageRow, RowLines>();
  #look = '';

  /** As `rowLines`; a row that changed is another object. */
  readonly linesOf = (row: MessageRow, style: MessageStyle): RowLines => {
    this.#forgetUnless(`${String(style.width)} ${style.timeZone ?? ''} ${style.name}`);
    const known = this.#kept.get(row);
    if (known) return known;
    const lines = rowLines(row, style);
    this.#kept.set(row, lines);
    return lines;
  };

  #forgetUnless(look: string): void {
    if (look === this.#look) return;
    this.#look = look;
    this.#kept = new WeakMap();
  }
}
