import { useEffect } from 'react';
import { isOpen } from '../node-client/node-connection.js';
import { useConnectionState, useNode } from '../node-client/use-node.js';
import type { Preferences } from '../preferences/read-preferences.js';
import { EmptyState } from '../ui/EmptyState.js';
import { useWords } from '../words/use-words.js';
import { lock } from './lock.js';

/** In place of everything, while the node cannot be told that it is to lock. */
export function Covered({ how }: { readonly how: Preferences['lock'] }) {
  const { t } = useWords();
  const node = useNode();
  const canTell = isOpen(useConnectionState());
  useEffect(() => {
    if (canTell) void lock(node, how);
  }, [canTell, node, how]);
  return (
    <main className="screen-center">
      <EmptyState title={t('covered.title')} text={t('covered.text')} />
    </main>
  );
}
