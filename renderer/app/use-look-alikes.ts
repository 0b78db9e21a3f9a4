import { useEffect } from 'react';
import { useLiveView } from '../node-client/use-node.js';
import { lookAlikes } from '../text/look-alikes.js';
import { suffixes } from '../ui/look-alikes.js';

/** Keeps known whose names look the same: contacts, and strangers who ask to be one. */
export function useLookAlikes(): void {
  const contacts = useLiveView('contacts', {}).rows;
  const requests = useLiveView('requests', {}).rows;
  useEffect(() => {
    const alike = lookAlikes([...contacts, ...requests]);
    const conversations = contacts.flatMap(({ nodeId, conversationId }) => {
      const suffix = alike.get(nodeId);
      return suffix === undefined ? [] : [[conversationId, suffix] as const];
    });
    suffixes.setState(new Map([...alike, ...conversations]), true);
  }, [contacts, requests]);
}
