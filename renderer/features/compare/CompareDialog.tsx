import { ShieldCheck } from 'lucide-react';
import type { ContactRow } from '../../../src/contract/values.js';
import { useAsked } from '../../node-client/use-answer.js';
import { useNode } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Digits } from '../../ui/Digits.js';
import { Icon } from '../../ui/Icon.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { QrImage } from '../../ui/QrImage.js';
import { Strip } from '../../ui/Strip.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import './compare.css';

export interface CompareDialogProps {
  readonly contact: ContactRow;
  readonly onClose: () => void;
}

/** Drawn anew for every key: give it the key as key. */
export function CompareDialog({ contact, onClose }: CompareDialogProps) {
  const { t } = useWords();
  const { connection } = useNode();
  const { answer: number, refusal } = useAsked('safetyNumber', { contactId: contact.id });
  const mark = async (compared: boolean) => {
    const marked = await connection.call('markCompared', { contactId: contact.id, compared });
    if (marked.ok) onClose();
    else remark({ text: errorWords(marked.error) });
  };
  const isCompared = contact.trust === 'compared';
  const parts = { name: <NameInSentence name={contact.name} nodeId={contact.nodeId} /> };
  return (
    <Dialog
      title={<Sentence of="compare.title" parts={parts} />}
      description={<Sentence of="compare.text" parts={parts} />}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.close')}</Button>
          <Button
            look={isCompared ? 'danger' : 'primary'}
            // Nobody has compared what they have not seen.
            isDisabled={!isCompared && !number}
            onPress={() => void mark(!isCompared)}
          >
            {t(isCompared ? 'compare.undo' : 'compare.same')}
          </Button>
        </>
      }
    >
      {isCompared && (
        <p className="compare-done">
          <Icon of={ShieldCheck} size={18} />
          {t('compare.done')}
        </p>
      )}
      {!number && refusal && <Strip look="warning">{errorWords(refusal)}</Strip>}
      {number && (
        <div className="compare-number">
          <Digits of={number.number} label={t('compare.number')} />
          <QrImage text={number.qr} label={t('compare.qr')} />
        </div>
      )}
      <p className="small muted">{t('compare.differs')}</p>
    </Dialog>
  );
}
