// What stands behind a name wherever it is shown, while another one looks the same.

import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';

/** By NodeId, and by the conversation with them; see `lookAlikes` of the texts. */
export const suffixes = createStore<ReadonlyMap<string, string>>(() => new Map());

/** Who is meant, by whatever is known of them. */
export interface Whose {
  readonly nodeId?: string | undefined;
  readonly conversationId?: string | undefined;
}

interface Called extends Whose {
  readonly name: string;
}

export function useSuffix(whose: Whose): string | undefined {
  return useStore(suffixes, (known) => suffixOf(whose, known));
}

function suffixOf({ nodeId, conversationId }: Whose, known: ReadonlyMap<string, string>): string | undefined {
  return known.get(nodeId ?? conversationId ?? '');
}

/** Names for sentences of ours, as `PersonName` shows them. */
export function useNames(): (person: Called) => string {
  const { t } = useWords();
  const known = useStore(suffixes);
  const nobody = t('common.noName');
  return useCallback(
    ({ name, ...whose }) => {
      const suffix = suffixOf(whose, known);
      const shown = displayName(name, nobody);
      return suffix === undefined ? shown : `${shown} ${suffix}`;
    },
    [known, nobody],
  );
}
