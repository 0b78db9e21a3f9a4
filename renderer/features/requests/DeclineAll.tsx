import { useState } from 'react';
import type { RequestRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';

export interface DeclineAllProps {
  readonly requests: readonly RequestRow[];
  readonly onDecline: (requests: readonly RequestRow[]) => Promise<void>;
}

/** For a list that many strangers filled; asks first, because it cannot be undone. */
export function DeclineAll({ requests, onDecline }: DeclineAllProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<readonly RequestRow[]>();
  const close = () => {
    setAsked(undefined);
  };
  return (
    <div className="requests-head">
      <h2 className="field-label">{t('requests.title')}</h2>
      <Button
        look="quiet"
        onPress={() => {
          setAsked(requests);
        }}
      >
        {t('requests.declineAll')}
      </Button>
      {asked && (
        <Dialog
          title={t('requests.declineAllTitle', { count: asked.length })}
          description={t('requests.declineAllText')}
          onClose={close}
          actions={
            <>
              <Button onPress={close}>{t('common.cancel')}</Button>
              <Button
                look="danger"
                onPress={() => {
                  close();
                  void onDecline(asked);
                }}
              >
                {t('requests.declineAll')}
              </Button>
            </>
          }
        />
      )}
    </div>
  );
}
