import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useWords } from '../words/use-words.js';
import { Icon } from './Icon.js';
import './dialog.css';
import './overlays.css';

export interface DialogProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** At the end of the line; the safe one first. */
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  /** What is focused first; without it the first thing that can be. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** Open as long as it is drawn. */
export function Dialog({
  title,
  description,
  children,
  actions,
  isWide,
  onClose,
  initialFocus,
}: DialogProps) {
  const { t } = useWords();
  return (
    <Base.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup
          className={isWide === true ? 'dialog dialog-wide' : 'dialog'}
          {...(initialFocus ? { initialFocus } : {})}
        >
          <div className="dialog-head">
            <Base.Title className="heading">{title}</Base.Title>
            <Base.Close className="icon-button" aria-label={t('common.close')}>
              <Icon of={X} />
            </Base.Close>
          </div>
          {description !== undefined && <Base.Description className="muted">{description}</Base.Description>}
          {children}
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
