import { Copy, Forward, Trash2, X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../ui/Button.js';
import { hasOverlay } from '../../ui/has-overlay.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';

export interface SelectionBarProps {
  readonly count: number;
  readonly onCopy: () => void;
  /** Not for what has no words. */
  readonly onForward?: () => void;
  readonly onDelete: () => void;
  readonly onCancel: () => void;
}

/** What can be done with the chosen messages; Escape lets go of them. */
export function SelectionBar({ count, onCopy, onForward, onDelete, onCancel }: SelectionBarProps) {
  const { t } = useWords();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !hasOverlay()) onCancel();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [onCancel]);
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('selection.label')}>
      <IconButton icon={X} label={t('selection.cancel')} onPress={onCancel} />
      <span className="selection-count" role="status">
        {t('selection.count', { count })}
      </span>
      <Button look="quiet" onPress={onCopy}>
        <Icon of={Copy} size={18} />
        {t('selection.copy')}
      </Button>
      {onForward && (
        <Button look="quiet" onPress={onForward}>
          <Icon of={Forward} size={18} />
          {t('selection.forward')}
        </Button>
      )}
      <Button look="danger" onPress={onDelete}>
        <Icon of={Trash2} size={18} />
        {t('selection.delete')}
      </Button>
    </div>
  );
}
