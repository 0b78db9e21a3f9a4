// What stands behind a name wherever it is shown, while another one looks the same.

import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';

/** By NodeId; see `lookAlikes` of the texts. */
export const suffixes = createStore<ReadonlyMap<string, string>>(() => new Map());

interface Called {
  readonly name: string;
  readonly nodeId: string;
}

export function useSuffix(nodeId: string | undefined): string | undefined {
  return useStore(suffixes, (known) => (nodeId === undefined ? undefined : known.get(nodeId)));
}

/** Names for sentences of ours, as `PersonName` shows them. */
export function useNames(): (person: Called) => string {
  const { t } = useWords();
  const known = useStore(suffixes);
  const nobody = t('common.noName');
  return useCallback(
    ({ name, nodeId }) => {
      const suffix = known.get(nodeId);
      const shown = displayName(name, nobody);
      return suffix === undefined ? shown : `${shown} ${suffix}`;
    },
    [known, nobody],
  );
}
