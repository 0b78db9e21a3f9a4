import { useEffect, useState } from 'react';
import type { SelfValue } from '../../../src/contract/values.js';
import { useNode } from '../../node-client/use-node.js';

/** Who the owner is to others. */
export function useSelf(): SelfValue | undefined {
  const { connection } = useNode();
  const [self, setSelf] = useState<SelfValue>();
  useEffect(() => {
    void connection.call('self', {}).then((answer) => {
      if (answer.ok) setSelf(answer.value);
    });
  }, [connection]);
  return self;
}
