import { useEffect, useState } from 'react';
import { useConnectionState, useNode } from '../../node-client/use-node.js';
import { useShell } from '../../shell/use-shell.js';
import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { useWords } from '../../words/use-words.js';

const QUIET_MS = 800;

/** Says that what is shown is from before; silent as long as there is nothing to say. */
export function ConnectionBar() {
  const { t } = useWords();
  const { kind } = useShell();
  const { connection } = useNode();
  const { phase } = useConnectionState();
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (phase !== 'stale') return undefined;
    const timer = setTimeout(() => {
      setTold(true);
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      setTold(false);
    };
  }, [phase]);
  if (!isTold) return null;
  return (
    <Strip
      look="warning"
      actions={
        <Button
          onPress={() => {
            connection.reconnect();
          }}
        >
          {t('connection.tryNow')}
        </Button>
      }
    >
      {t('connection.lost')} {kind === 'browser' && t('connection.startedAnew')}
    </Strip>
  );
}
