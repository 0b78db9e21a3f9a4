import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useWords } from '../words/use-words.js';
import { Icon } from './Icon.js';
import './overlays.css';
import { toastManager } from './toasts.js';

export function Toasts() {
  const { t } = useWords();
  return (
    <Toast.Provider toastManager={toastManager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={t('common.remarks')}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { t } = useWords();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection="left">
      <Toast.Description className="toast-text" />
      {toast.actionProps && <Toast.Action className="button" data-look="quiet" />}
      <Toast.Close className="icon-button" aria-label={t('common.close')}>
        <Icon of={X} />
      </Toast.Close>
    </Toast.Root>
  ));
}
