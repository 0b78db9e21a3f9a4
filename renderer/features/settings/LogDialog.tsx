import { useShell } from '../../shell/use-shell.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';
import { useAnswer } from '../../node-client/use-answer.js';

/** Shown whole before it is kept: nobody gives away what they have not seen. */
export function LogDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const shell = useShell();
  const text = useAnswer('logReport')?.text ?? '';
  return (
    <Dialog
      title={t('settings.log')}
      description={t('settings.logMeaning')}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.close')}</Button>
          <Button
            look="primary"
            isDisabled={text === ''}
            onPress={() =>
              void shell.saveFile({ name: 'kith-log.txt', content: new Blob([text], { type: 'text/plain' }) })
            }
          >
            {t('settings.saveLog')}
          </Button>
        </>
      }
    >
      <textarea className="input settings-log" readOnly aria-label={t('settings.log')} value={text} />
    </Dialog>
  );
}
