import type { ContactRow, LinkRow } from '../../../src/contract/values.js';
import { useAnswer } from '../../node-client/use-answer.js';
import { useLiveView } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Strip } from '../../ui/Strip.js';
import { Sentence } from '../../words/Sentence.js';
import { portOf } from '../../text/reach.js';
import { useWords } from '../../words/use-words.js';
import { KeyChangeStrip } from './KeyChangeStrip.js';
import type { Standing } from './link-words.js';
import { ObstacleText } from './ObstacleText.js';
import { PendingStrip } from './PendingStrip.js';
import { obstacleOf, type Reachability } from './reachability.js';
import { TryNow } from './TryNow.js';
import { useCommand } from '../../node-client/use-command.js';

export interface ConversationStripsProps {
  readonly contact: ContactRow;
  readonly standing: Standing;
}

/** What has to be said before anything is written: at most one thing. */
export function ConversationStrips({ contact, standing }: ConversationStripsProps) {
  const requests = useLiveView('requests', {}).rows;
  const change = requests.find(({ replaces }) => replaces?.contactId === contact.id);
  const link = useLinkTo(contact);
  const reach = useReachability(contact, link);
  if (change) return <KeyChangeStrip contact={contact} request={change} />;
  if (contact.state === 'requested')
    return <PendingStrip contact={contact} standing={standing} link={link} reach={reach} />;
  if (contact.state === 'blocked') return <BlockedStrip contact={contact} />;
  if (link?.refused === true) return <RefusedStrip contact={contact} />;
  if (reach.obstacle !== undefined && standing.mayTry)
    return (
      <Strip actions={<TryNow contact={contact} />}>
        <ObstacleText contact={contact} obstacle={reach.obstacle} port={reach.port} />
      </Strip>
    );
  return null;
}

function useLinkTo({ id }: ContactRow): LinkRow | undefined {
  return useLiveView('links', {}).rows.find(({ contactId }) => contactId === id);
}

function useReachability(contact: ContactRow, link: LinkRow | undefined): Reachability {
  const status = useLiveView('status', {}).rows[0];
  const self = useAnswer('self');
  const obstacle = status && self && obstacleOf({ contact, link, self, status });
  return { obstacle, port: portOf(status?.listening ?? null) };
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

function RefusedStrip({ contact }: { readonly contact: ContactRow }) {
  return (
    <Strip look="warning">
      <Sentence
        of="contact.refusedText"
        parts={{ name: <NameInSentence name={contact.name} nodeId={contact.nodeId} /> }}
      />
    </Strip>
  );
}
