import type { PrivacySettings as Privacy } from '../../../src/contract/values.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { Switch } from '../../ui/Switch.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { BlockedPeople } from './BlockedPeople.js';
import { Setting } from './Setting.js';

/** What others learn. */
export function PrivacySettings() {
  const { connection } = useNode();
  const [privacy] = useLiveView('privacy', {}).rows;
  const change = async (changed: Partial<Privacy>) => {
    const done = await connection.call('setPrivacy', changed);
    if (!done.ok) remark({ text: errorWords(done.error) });
  };
  return (
    <>
      {privacy && <PrivacySwitches privacy={privacy} onChange={(changed) => void change(changed)} />}
      <BlockedPeople />
    </>
  );
}

export interface PrivacySwitchesProps {
  readonly privacy: Privacy;
  readonly onChange: (changed: Partial<Privacy>) => void;
}

export function PrivacySwitches({ privacy, onChange }: PrivacySwitchesProps) {
  const { t } = useWords();
  return (
    <>
      {(['receipts', 'typing', 'presence'] as const).map((what) => (
        <Setting key={what} label={t(`settings.${what}`)} hint={t(`settings.${what}Text`)}>
          <Switch
            label={t(`settings.${what}`)}
            isOn={privacy[what]}
            onChange={(isOn) => {
              onChange({ [what]: isOn });
            }}
          />
        </Setting>
      ))}
      <p className="small muted">{t('settings.stillNoticed')}</p>
    </>
  );
}
