import type { ContactRow } from '../../../src/contract/values.js';
import { useLiveView } from '../../node-client/use-node.js';
import { displayName } from '../../text/display-name.js';
import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { useWords } from '../../words/use-words.js';
import { KeyChangeStrip } from './KeyChangeStrip.js';
import type { Standing } from './link-words.js';
import { useCommand } from './use-command.js';

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
