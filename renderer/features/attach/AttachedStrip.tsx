import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { useWords } from '../../words/use-words.js';

export interface AttachedStripProps {
  readonly count: number;
  readonly onShow: () => void;
  readonly onRemove: () => void;
}

/** Files that were chosen and not sent: above the composer until one or the other happens. */
export function AttachedStrip({ count, onShow, onRemove }: AttachedStripProps) {
  const { t } = useWords();
  return (
    <Strip
      actions={
        <>
          <Button look="quiet" onPress={onRemove}>
            {t('attach.removeAll')}
          </Button>
          <Button onPress={onShow}>{t('attach.show')}</Button>
        </>
      }
    >
      {t('attach.waiting', { count })}
    </Strip>
  );
}
