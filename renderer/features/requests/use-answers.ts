import { useState } from 'react';
import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import type { RequestRow } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';
import { freshId } from '../../node-client/fresh-id.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';

export interface Answers {
  /** The request that is being answered. */
  readonly busy: string | undefined;
  readonly accept: (request: RequestRow) => void;
  readonly decline: (request: RequestRow) => void;
  readonly block: (request: RequestRow) => void;
  /** Exactly these: what arrives meanwhile is not declined unseen. */
  readonly declineAll: (requests: readonly RequestRow[]) => Promise<void>;
}

export function useAnswers(onContact: (contactId: string) => void): Answers {
  const { connection } = useNode();
  const [busy, setBusy] = useState<string>();
  const answer = async (id: string, act: () => Promise<Result<unknown, AppError>>) => {
    setBusy(id);
    const done = await act();
    setBusy(undefined);
    if (!done.ok) remark({ text: errorWords(done.error) });
    return done.ok;
  };
  return {
    busy,
    accept: ({ id: requestId }) => {
      const contactId = freshId();
      void answer(requestId, async () => {
        const accepted = await connection.call('approveRequest', { requestId, contactId, name: '' });
        if (accepted.ok) onContact(accepted.value.contactId);
        return accepted;
      });
    },
    decline: ({ id: requestId }) => {
      void answer(requestId, () => connection.call('declineRequest', { requestId }));
    },
    declineAll: async (requests) => {
      for (const { id: requestId } of requests)
        if (!(await answer(requestId, () => connection.call('declineRequest', { requestId })))) return;
    },
    block: ({ id: requestId }) => {
      void answer(requestId, () => connection.call('blockRequest', { requestId }));
    },
  };
}
