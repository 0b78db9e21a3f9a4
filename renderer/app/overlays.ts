// What lies over the window, one at a time.

import { createStore } from 'zustand/vanilla';
import type { StoredTransfer } from '../../src/contract/values.js';
import type { StoredConversation } from '../features/details/StoredHere.js';
import type { PassedOn } from '../ui/passed-on.js';

export type Overlay =
  | { readonly kind: 'add'; readonly target: string }
  | { readonly kind: 'invite' }
  | { readonly kind: 'transfers' }
  | { readonly kind: 'forward'; readonly items: readonly PassedOn[] }
  /** A picture, and the others of its conversation beside it. */
  | { readonly kind: 'viewer'; readonly file: StoredTransfer }
  /** What is about to be sent in this conversation. */
  | { readonly kind: 'attach'; readonly conversationId: string }
  | { readonly kind: 'rename'; readonly contactId: string }
  | { readonly kind: 'remove'; readonly contactId: string }
  | { readonly kind: 'deleteHistory'; readonly conversationId: string; readonly name: string }
  /** All that lie here of one conversation. */
  | { readonly kind: 'removeFiles'; readonly stored: StoredConversation }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' };

export const overlay = createStore<{ readonly open: Overlay | undefined }>(() => ({ open: undefined }));

export function openOverlay(next: Overlay): void {
  overlay.setState({ open: next });
}

/** Every one closes itself alone: when the node has answered at last, another may be open. */
export function closeIfOpen(one: Overlay): void {
  if (overlay.getState().open === one) overlay.setState({ open: undefined });
}

/** To add whom an invitation, or a link of ours, names. */
export function openInvitation(target: string): void {
  openOverlay({ kind: 'add', target });
}

export function openForward(items: readonly PassedOn[]): void {
  openOverlay({ kind: 'forward', items });
}
