import { useCallback } from 'react';
import { attachFiles } from '../features/attach/handing.js';
import { useNode } from '../node-client/use-node.js';
import { useShell } from '../shell/use-shell.js';
import { openOverlay } from './overlays.js';
import { goTo } from './routes.js';
import type { Given } from '../ui/given.js';

/** Takes files for a conversation: opens it, attaches them and shows what is about to be sent. */
export function useAttaching(): (conversationId: string, files: readonly Given[]) => void {
  const node = useNode();
  const shell = useShell();
  return useCallback(
    (conversationId, files) => {
      if (files.length === 0) return;
      goTo({ area: 'chats', conversationId });
      openOverlay({ kind: 'attach', conversationId });
      void attachFiles(conversationId, files, { node, shell });
    },
    [node, shell],
  );
}
