import { Dialog } from '../../ui/Dialog.js';
import { useWords } from '../../words/use-words.js';

export interface PortHelpProps {
  /** Of this node. */
  readonly port: string;
  readonly onClose: () => void;
}

/** What somebody does at home to be called from outside. */
export function PortHelp({ port, onClose }: PortHelpProps) {
  const { t } = useWords();
  return (
    <Dialog title={t('reach.howTitle')} description={t('reach.howText')} onClose={onClose}>
      <ol className="reach-steps">
        <li>{t('reach.router', { port })}</li>
        <li>{t('reach.address')}</li>
        <li>{t('reach.share')}</li>
      </ol>
    </Dialog>
  );
}
