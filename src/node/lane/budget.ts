// A contact that makes this node do too much waits: on the link it has, nothing of it is read until it has some left.

import type { Contact } from '../../core/ports/contact-store.js';
import { type PeerBudget, refilledInMs, spendOne } from '../../core/session/index.js';
import type { ItemContext, PeerLink } from './item-context.js';

/** Takes one of the contact's budget; false when there is none left. */
export function spend(context: ItemContext, contact: Contact, budget: PeerBudget): boolean {
  const key = keyOf(contact, budget);
  const left = spendOne(budget, context.budgets.get(key), context.now());
  if (left) context.budgets.set(key, left);
  return left !== undefined;
}

/** Whether the contact has used up its budget. */
export function isSpent(context: ItemContext, contact: Contact, budget: PeerBudget): boolean {
  const left = context.budgets.get(keyOf(contact, budget));
  return left !== undefined && spendOne(budget, left, context.now()) === undefined;
}

/** Passes over what comes on this link; when the budget is refilled the marks are compared again on another one. */
export function postpone(context: ItemContext, contact: Contact, link: PeerLink, budget: PeerBudget): void {
  if (link.isPostponed) return;
  const left = context.budgets.get(keyOf(contact, budget));
  context.links.set(contact.nodeId, { ...link, agreed: false, isPostponed: true });
  const delayMs = left ? refilledInMs(budget, left) : 0;
  context.emit({ kind: 'goOnLater', nodeId: contact.nodeId, delayMs });
  const peer = contact.nodeId.slice(0, 8);
  context.emit({ kind: 'log', event: 'contact-postponed', fields: { peer, why: budget } });
}

function keyOf(contact: Contact, budget: PeerBudget): string {
  return budget === 'lives' ? budget : `${budget}/${contact.id}`;
}
