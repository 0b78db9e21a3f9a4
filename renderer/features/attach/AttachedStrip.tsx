import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { useWords } from '../../words/use-words.js';

export interface AttachedStripProps {
  /** Of the files; 0: only a caption is left. */
  readonly count: number;
  /** Nothing can be removed meanwhile. */
  readonly isSending: boolean;
  readonly onShow: () => void;
  readonly onRemove: () => void;
}

/** Files that were chosen, or a caption that was written, and not sent: above the composer until one or the other happens. */
export function AttachedStrip({ count, isSending, onShow, onRemove }: AttachedStripProps) {
  const { t } = useWords();
  return (
    <Strip
      actions={
        <>
          <Button look="quiet" isBusy={isSending} onPress={onRemove}>
            {t('attach.removeAll')}
          </Button>
          <Button onPress={onShow}>{t('attach.show')}</Button>
        </>
      }
    >
      {count === 0 ? t('attach.captionWaiting') : t('attach.waiting', { count })}
    </Strip>
  );
}
