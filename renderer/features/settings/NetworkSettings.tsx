import { useLiveView } from '../../node-client/use-node.js';
import { displayName } from '../../text/display-name.js';
import { useNow } from '../../ui/use-now.js';
import { useWords } from '../../words/use-words.js';
import { useSelf } from './use-self.js';

/** Only what is known: nobody can tell from here whether others reach this node. */
export function NetworkSettings() {
  const { t, dates } = useWords();
  const now = useNow();
  const status = useLiveView('status', {}).rows[0];
  const self = useSelf();
  if (!status || !self) return null;
  const { listening, lastReachedBy: reached } = status;
  return (
    <>
      <dl className="facts settings-facts">
        <dt>{t('settings.listening')}</dt>
        <dd>{listening ?? t('settings.notListening')}</dd>
        <dt>{t('settings.addresses')}</dt>
        <dd>{self.addresses.length > 0 ? self.addresses.join(', ') : t('settings.noAddresses')}</dd>
        <dt>{t('settings.lastReached')}</dt>
        <dd>
          {reached
            ? t('settings.reachedBy', {
                when: dates.relative(reached.at, now),
                name: displayName(reached.name, '…'),
              })
            : t('settings.neverReached')}
        </dd>
        <dt>{t('settings.links')}</dt>
        <dd className="tabular">{dates.number(status.links)}</dd>
        <dt>{t('settings.queued')}</dt>
        <dd className="tabular">{dates.number(status.queued)}</dd>
      </dl>
      <p className="small muted">{t('settings.networkHint')}</p>
    </>
  );
}
