import type { ContactRow, RequestRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Strip } from '../../ui/Strip.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { useCommand } from '../../node-client/use-command.js';

export interface KeyChangeStripProps {
  readonly contact: ContactRow;
  readonly request: RequestRow;
}

/** Nothing is sent until the owner chose; the digits to choose by stand between the question and the answers. */
export function KeyChangeStrip({ contact, request }: KeyChangeStripProps) {
  const { t } = useWords();
  const run = useCommand();
  return (
    <Strip
      look="warning"
      actions={
        <>
          <Button
            onPress={() => {
              run((node) =>
                node.call('approveRequest', { requestId: request.id, contactId: contact.id, name: '' }),
              );
            }}
          >
            {t('keyChange.accept')}
          </Button>
          <Button
            onPress={() => {
              run((node) => node.call('declineRequest', { requestId: request.id }));
            }}
          >
            {t('keyChange.decline')}
          </Button>
        </>
      }
    >
      <p>
        <Sentence
          of={request.replaces?.countersigned === true ? 'keyChange.signed' : 'keyChange.unsigned'}
          parts={{ name: <NameInSentence name={contact.name} nodeId={contact.nodeId} /> }}
        />
      </p>
      <Digits of={request.fingerprint} label={t('identity.fingerprint')} />
    </Strip>
  );
}
