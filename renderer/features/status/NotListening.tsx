import type { StatusValue } from '../../../src/contract/values.js';
import { useCommand } from '../../node-client/use-command.js';
import { useLiveView } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';

/** Says that others cannot call this node, as long as its port cannot be had. */
export function NotListening() {
  const run = useCommand();
  const status = useLiveView('status', {}).rows[0];
  if (!status?.notListening) return null;
  return (
    <NotListeningStrip
      why={status.notListening}
      onRetry={() => {
        run((node) => node.call('listenNow', {}));
      }}
    />
  );
}

export interface NotListeningStripProps {
  readonly why: NonNullable<StatusValue['notListening']>;
  readonly onRetry: () => void;
}

export function NotListeningStrip({ why, onRetry }: NotListeningStripProps) {
  const { t, dates } = useWords();
  const now = useNow();
  const { host, port } = why.error.params;
  const place = { host: String(host), port: String(port) };
  return (
    <Strip look="warning" actions={<Button onPress={onRetry}>{t('notListening.tryNow')}</Button>}>
      {t(`notListening.${isKnown(why.error.code) ? why.error.code : 'ADDRESS_UNAVAILABLE'}`, place)}{' '}
      {t('notListening.safe')}
      {why.nextAttemptAt !== null &&
        ` ${t('notListening.next', { when: dates.relative(Math.max(why.nextAttemptAt, now), now) })}`}
    </Strip>
  );
}

const KNOWN = ['PORT_BUSY', 'ADDRESS_UNAVAILABLE', 'ACCESS_DENIED'] as const;

function isKnown(code: string): code is (typeof KNOWN)[number] {
  return KNOWN.some((known) => known === code);
}
