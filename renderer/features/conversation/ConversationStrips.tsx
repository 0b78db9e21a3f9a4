import type { ContactRow, RequestRow } from '../../../src/contract/values.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { displayName } from '../../text/display-name.js';
import { Button } from '../../ui/Button.js';
import { Digits } from '../../ui/Digits.js';
import { Strip } from '../../ui/Strip.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import type { Standing } from './link-words.js';

export interface ConversationStripsProps {
  readonly contact: ContactRow;
  readonly standing: Standing;
}

/** What has to be said before anything is written: at most one thing. */
export function ConversationStrips({ contact, standing }: ConversationStripsProps) {
  const requests = useLiveView('requests', {}).rows;
  const change = requests.find(({ replaces }) => replaces?.contactId === contact.id);
  if (change) return <KeyChangeStrip contact={contact} request={change} />;
  if (contact.state === 'requested') return <PendingStrip contact={contact} standing={standing} />;
  if (contact.state === 'blocked') return <BlockedStrip contact={contact} />;
  return null;
}

function KeyChangeStrip(props: { readonly contact: ContactRow; readonly request: RequestRow }) {
  const { t } = useWords();
  const run = useCommand();
  const { contact, request } = props;
  const name = displayName(contact.name, t('common.noName'));
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
      {t(request.replaces?.countersigned === true ? 'keyChange.signed' : 'keyChange.unsigned', { name })}
      <Digits of={request.fingerprint} label={t('identity.fingerprint')} />
    </Strip>
  );
}

function PendingStrip({ contact, standing }: { readonly contact: ContactRow; readonly standing: Standing }) {
  const { t } = useWords();
  const run = useCommand();
  return (
    <Strip
      actions={
        <>
          {standing.mayTry && (
            <Button
              look="quiet"
              onPress={() => {
                run((node) => node.call('retryNow', { contactId: contact.id }));
              }}
            >
              {t('pending.tryNow')}
            </Button>
          )}
          <Button
            look="quiet"
            onPress={() => {
              run((node) => node.call('withdrawRequest', { contactId: contact.id }));
            }}
          >
            {t('pending.cancel')}
          </Button>
        </>
      }
    >
      {t('pending.text', { name: displayName(contact.name, t('common.noName')) })}
    </Strip>
  );
}

function BlockedStrip({ contact }: { readonly contact: ContactRow }) {
  const { t } = useWords();
  const run = useCommand();
  return (
    <Strip
      actions={
        <Button
          onPress={() => {
            run((node) => node.call('unblockContact', { contactId: contact.id }));
          }}
        >
          {t('contact.unblock')}
        </Button>
      }
    >
      {t('contact.blockedText')}
    </Strip>
  );
}

type Connection = ReturnType<typeof useNode>['connection'];

/** Runs a command and tells when it failed. */
function useCommand() {
  const { connection } = useNode();
  return (command: (node: Connection) => ReturnType<Connection['call']>) => {
    void command(connection).then((done) => {
      if (!done.ok) remark({ text: errorWords(done.error) });
    });
  };
}
