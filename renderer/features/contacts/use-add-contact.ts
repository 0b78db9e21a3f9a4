// Adding somebody: look the target up, let the owner compare the digits, ask.

import { useState } from 'react';
import type { CommandResult } from '../../../src/contract/commands.js';
import { useNode } from '../../node-client/use-node.js';
import { freshId } from '../../node-client/fresh-id.js';
import { errorWords } from '../../words/error-words.js';

export type Found = CommandResult<'lookUp'>;

export interface AddContact {
  readonly isBusy: boolean;
  readonly error: string | undefined;
  readonly found: Found | undefined;
  readonly lookUp: (target: string) => Promise<void>;
  readonly startOver: () => void;
  /** The contact's id once the request is on its way. */
  readonly ask: (given: Given) => Promise<string | undefined>;
}

export interface Given {
  readonly name: string;
  readonly note: string;
  /** The key the owner had before, as they paste it; empty: none. */
  readonly formerKey: string;
}

export function useAddContact(): AddContact {
  const { connection } = useNode();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [found, setFound] = useState<Found>();
  // One id for all attempts: asked twice, it is still one request.
  const [id] = useState(freshId);
  return {
    isBusy,
    error,
    found,
    lookUp: async (target) => {
      setBusy(true);
      setError(undefined);
      const answer = await connection.call('lookUp', { target: target.trim() });
      setBusy(false);
      if (answer.ok) setFound(answer.value);
      else setError(errorWords(answer.error));
    },
    startOver: () => {
      setFound(undefined);
      setError(undefined);
    },
    ask: async ({ name, note, formerKey }) => {
      if (!found) return undefined;
      setBusy(true);
      setError(undefined);
      const { nodeId, address, fromLink } = found;
      const trust = fromLink ? 'link' : 'address';
      const asked = await connection.call('addContact', {
        id,
        nodeId,
        address,
        name,
        note,
        trust,
        ...(formerKey.trim() !== '' && { replaces: formerKey }),
      });
      setBusy(false);
      if (asked.ok) return asked.value.contactId;
      setError(errorWords(asked.error));
      return undefined;
    },
  };
}
