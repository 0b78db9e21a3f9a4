import { useState } from 'react';
import { useWords } from '../words/use-words.js';
import { Dialog } from './Dialog.js';
import './port-help.css';

export interface PortHelpProps {
  /** What is pressed; alone, or at the end of a sentence. */
  readonly words?: 'reach.how' | 'reach.howTitle';
  /** Of this node; empty where it listens on none. */
  readonly port: string;
  /** Where this node reads its settings; undefined until it has said so. */
  readonly configFile: string | undefined;
}

/** What to press, and what somebody does at home to be called from outside. */
export function PortHelp({ words = 'reach.how', ...rest }: PortHelpProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="text-button"
        onClick={() => {
          setOpen(true);
        }}
      >
        {t(words)}
      </button>
      {isOpen && (
        <Steps
          {...rest}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

interface StepsProps extends Omit<PortHelpProps, 'words'> {
  readonly onClose: () => void;
}

function Steps({ port, configFile, onClose }: StepsProps) {
  const { t } = useWords();
  return (
    <Dialog title={t('reach.howTitle')} description={t('reach.howText')} onClose={onClose}>
      <ol className="reach-steps">
        <li>{port === '' ? t('reach.routerAny') : t('reach.router', { port })}</li>
        <li>
          {t('reach.address', { file: configFile ?? 'config.conf' })}
          <code className="reach-lines">{'[Network]\npublic_ip = alice.example.org'}</code>
        </li>
        <li>{t('reach.share')}</li>
      </ol>
    </Dialog>
  );
}
