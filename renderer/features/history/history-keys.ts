// Keys inside the list of messages.

import type { KeyboardEvent } from 'react';
import type { WindowAnchor } from '../../../src/contract/views.js';

/** No message is before it: lamport, rank and number of an author, all zero. */
const FIRST_POSITION = '0'.repeat(41);

/** Where Home and End lead. */
export function historyMove({ key }: Pick<KeyboardEvent, 'key'>): WindowAnchor | undefined {
  if (key === 'Home') return { at: 'position', position: FIRST_POSITION };
  return key === 'End' ? { at: 'newest' } : undefined;
}

/** From message to message, once one of them has the focus; the first time to the last one in sight. */
export function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): boolean {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const list = event.currentTarget;
  const focused = document.activeElement;
  if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return false;
  const lines = [...list.querySelectorAll<HTMLElement>('.bubble-line')].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const at = lines.findIndex((line) => line === focused || line.contains(focused));
  const inSight = lines.findLastIndex(
    (line) => line.getBoundingClientRect().bottom <= list.getBoundingClientRect().bottom,
  );
  const next = lines[at < 0 ? inSight : at + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}
