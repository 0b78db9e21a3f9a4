import type { ContactRow, LinkRow } from '../../../src/contract/values.js';
import { Button } from '../../ui/Button.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Strip } from '../../ui/Strip.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import type { Standing } from './link-words.js';
import { ObstacleText } from './ObstacleText.js';
import type { Reachability } from './reachability.js';
import { requestSteps } from './request-steps.js';
import { RequestSteps } from './RequestSteps.js';
import { TryNow } from './TryNow.js';
import { useCommand } from '../../node-client/use-command.js';

export interface PendingStripProps {
  readonly contact: ContactRow;
  readonly standing: Standing;
  readonly link: LinkRow | undefined;
  readonly reach: Reachability;
}

/** How far the request has come, why it goes no further, and what becomes of what is written meanwhile. */
export function PendingStrip({ contact, standing, link, reach }: PendingStripProps) {
  const { t } = useWords();
  const { obstacle, port } = reach;
  const run = useCommand();
  const steps = requestSteps(contact, link);
  const isThere = steps.some(({ step, state }) => step === 'answer' && state === 'now');
  const name = <NameInSentence name={contact.name} nodeId={contact.nodeId} />;
  return (
    <Strip
      actions={
        <>
          {standing.mayTry && <TryNow contact={contact} />}
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
      <RequestSteps steps={steps} name={name} address={link?.address ?? contact.addresses[0] ?? ''} />
      {link?.state === 'waiting' && obstacle === undefined && <p>{t(standing.key, standing.params)}</p>}
      {obstacle !== undefined && <ObstacleText contact={contact} obstacle={obstacle} port={port} />}
      <p className="muted">
        <Sentence of={isThere ? 'pending.there' : 'pending.text'} parts={{ name }} />
      </p>
    </Strip>
  );
}
