// What keys of the window's table ask of the message that has the focus: what its menu offers, and its file's buttons.

import { useEffect } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { deedsOf } from '../../ui/file-actions.js';
import { words } from '../../words/language.js';
import { type MessageActions, messageMenu } from './message-actions.js';

export type MessageOrder = 'reply' | 'forward' | 'details' | 'delete' | 'saveFile';
type Taker = (order: MessageOrder, id: string) => void;

let taker: Taker | undefined;

/** False: no message has the focus. */
export function orderMessage(order: MessageOrder): boolean {
  const line = document.activeElement
    ?.closest<HTMLElement>('.bubble-line')
    ?.closest<HTMLElement>('[data-row]');
  const id = line?.dataset['row'];
  if (id === undefined || !taker) return false;
  taker(order, id);
  return true;
}

export function useMessageOrders(rows: readonly MessageRow[], actions: MessageActions): void {
  useEffect(() => {
    const take: Taker = (order, id) => {
      const row = rows.find((one) => one.id === id);
      if (!row) return;
      if (order === 'saveFile') saveFile(row, actions);
      else
        messageMenu(row, actions, words)
          .find((item) => item.id === order)
          ?.onChoose();
      if (order === 'reply') document.querySelector<HTMLElement>('.composer textarea')?.focus();
    };
    taker = take;
    return () => {
      if (taker === take) taker = undefined;
    };
  }, [rows, actions]);
}

function saveFile({ file }: MessageRow, { files }: MessageActions): void {
  const deed = file && deedsOf(file, files.can).find((one) => one === 'saveCopy' || one === 'saveAs');
  if (deed) files.run(deed, file);
}
