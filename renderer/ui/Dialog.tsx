import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
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
  /** None of the actions is what people open it for: the way out is focused first. */
  readonly isToRead?: boolean;
  readonly isWide?: boolean;
  readonly onClose: () => void;
}

/** What is focused first: where something is to be typed, else the safe choice. */
const FIRST = 'input:not([hidden], [type="checkbox"]), textarea, .dialog-actions button';
const WAY_OUT = '.dialog-head .icon-button';

/** Open as long as it is drawn. */
export function Dialog(props: DialogProps) {
  const { title, description, children, actions, isToRead, isWide, onClose } = props;
  const { t } = useWords();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="backdrop" forceRender />
        <Base.Popup
          className={isWide === true ? 'dialog dialog-wide' : 'dialog'}
          ref={popup}
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>(isToRead === true ? WAY_OUT : FIRST) ?? true
          }
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
