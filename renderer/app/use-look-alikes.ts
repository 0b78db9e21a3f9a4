import { useEffect } from 'react';
import type { ConversationRow } from '../../src/contract/values.js';
import { useLiveView } from '../node-client/use-node.js';
import { lookAlikes, type Named } from '../text/look-alikes.js';
import { suffixes } from '../ui/look-alikes.js';

/** Keeps known whose names look the same: contacts, strangers who ask to be one, and people of whom something is left to read. */
export function useLookAlikes(): void {
  const contacts = useLiveView('contacts', {}).rows;
  const requests = useLiveView('requests', {}).rows;
  // By value: the conversations change with every message, and all names are compared.
  const left = JSON.stringify(useLiveView('conversations', {}).rows.flatMap(leftOf));
  useEffect(() => {
    const former = JSON.parse(left) as readonly Left[];
    const removed = former.flatMap(({ successorId, ...named }) => (successorId === null ? [named] : []));
    const alike = lookAlikes([...contacts, ...requests, ...removed]);
    // Whoever goes on under another key is no second person.
    const heirs = new Map(contacts.map(({ id, nodeId }) => [id, nodeId]));
    const conversations = [
      ...contacts.map(({ conversationId, nodeId }) => [conversationId, nodeId] as const),
      ...former.map((one) => [one.conversationId, heirs.get(one.successorId ?? '') ?? one.nodeId] as const),
    ].flatMap(([conversationId, nodeId]) => {
      const suffix = alike.get(nodeId);
      return suffix === undefined ? [] : [[conversationId, suffix] as const];
    });
    suffixes.setState(new Map([...alike, ...conversations]), true);
  }, [contacts, requests, left]);
}

interface Left extends Named {
  readonly conversationId: string;
  readonly successorId: string | null;
}

/** Of whom no fingerprint is kept, nobody can be told by it. */
function leftOf({ id, name, former }: ConversationRow): readonly Left[] {
  if (!former || (former.successorId === null && former.fingerprint === null)) return [];
  const { nodeId, fingerprint, successorId } = former;
  return [{ conversationId: id, name, nodeId, fingerprint: fingerprint ?? '', successorId }];
}
