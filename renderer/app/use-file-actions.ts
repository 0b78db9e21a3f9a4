import { useMemo } from 'react';
import type { StoredTransfer } from '../../src/contract/values.js';
import { type NodeClient, useNode } from '../node-client/use-node.js';
import type { Shell } from '../shell/shell.js';
import { useShell } from '../shell/use-shell.js';
import type { FileActions, FileDeed } from '../ui/file-actions.js';
import { remark } from '../ui/toasts.js';
import { errorWords } from '../words/error-words.js';
import { words } from '../words/language.js';
import { openOverlay } from './overlays.js';

/** What the window does when something is to be done with a file. */
export function useFileActions(): FileActions {
  const node = useNode();
  const shell = useShell();
  return useMemo(
    () => ({
      can: { saveAs: shell.can.folders, showSaved: shell.can.folders },
      run: (deed, file) => void act(deed, file, { node, shell }),
    }),
    [node, shell],
  );
}

interface Means {
  readonly node: NodeClient;
  readonly shell: Shell;
}

async function act(deed: FileDeed, file: StoredTransfer, { node, shell }: Means): Promise<void> {
  switch (deed) {
    case 'view':
      openOverlay({ kind: 'viewer', file });
      return;
    case 'accept':
      return command(node, 'acceptFile', { transferId: file.id, saveTo: null });
    case 'saveCopy':
    case 'saveAs': {
      if (shell.download) {
        shell.download(file.id);
        return;
      }
      const saveTo = await shell.chooseFolder();
      if (saveTo !== undefined) await command(node, 'acceptFile', { transferId: file.id, saveTo });
      return;
    }
    case 'open':
    case 'showInFolder': {
      const how = deed === 'open' ? 'open' : 'in-folder';
      if (!(await shell.showSaved(file.id, how)))
        remark({ text: words('file.notThere', { name: file.name }) });
      return;
    }
    case 'sendAgain':
    case 'sendNewVersion':
      return sendAnew(node, file);
    case 'retry': {
      // An own file goes by the id of the message that offers it.
      const message = { conversationId: file.conversationId, messageId: file.id };
      return command(node, 'retryMessage', message);
    }
    case 'decline':
    case 'pause':
    case 'resume':
    case 'tryNow':
    case 'cancel':
      return command(node, COMMANDS[deed], { transferId: file.id });
  }
}

/** As its owner wanted it before, unless they say that a photo which cannot be stripped any more goes as it is. */
async function sendAnew(
  node: NodeClient,
  file: StoredTransfer,
  wish: { readonly keepMetadata?: true } = {},
): Promise<void> {
  const id = await node.nextVersions.of(file.id);
  const to = [{ id, contactId: file.contactId }];
  const anew = { transferId: file.id, to, isNewVersion: true, ...wish };
  const sent = await node.connection.call('offerFile', anew);
  if (sent.ok) {
    node.nextVersions.sent(id);
    remark({ text: words('file.newVersionSent', { name: file.name }) });
  } else if (sent.error.code === 'METADATA_UNKNOWN') {
    const onPress = () => void sendAnew(node, file, { keepMetadata: true });
    remark({ text: errorWords(sent.error), action: { label: words('attach.photo.asIs'), onPress } });
  } else remark({ text: errorWords(sent.error) });
}

const COMMANDS = {
  decline: 'declineFile',
  pause: 'pauseFile',
  resume: 'resumeFile',
  tryNow: 'resumeFile',
  cancel: 'cancelFile',
} as const;

async function command<Name extends (typeof COMMANDS)[keyof typeof COMMANDS] | 'acceptFile' | 'retryMessage'>(
  { connection }: NodeClient,
  name: Name,
  params: Parameters<typeof connection.call<Name>>[1],
): Promise<void> {
  const done = await connection.call(name, params);
  if (!done.ok) remark({ text: errorWords(done.error) });
}
