import type { ContactRow, LinkRow, StatusValue } from '../../../src/contract/values.js';
import { useCommand } from '../../node-client/use-command.js';
import { useLiveView } from '../../node-client/use-node.js';
import { Button } from '../../ui/Button.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { PersonName } from '../../ui/PersonName.js';
import { PortHelp } from '../../ui/PortHelp.js';
import { useNow } from '../../ui/use-now.js';
import { portOf } from '../../text/reach.js';
import { errorWords } from '../../words/error-words.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { useAnswer } from '../../node-client/use-answer.js';

/** Only what is known: nobody can tell from here whether others reach this node. */
export function NetworkSettings() {
  const { t, dates } = useWords();
  const now = useNow();
  const status = useLiveView('status', {}).rows[0];
  const self = useAnswer('self');
  if (!status || !self) return null;
  const { listening, notListening, lastReachedBy: reached } = status;
  return (
    <>
      <dl className="facts settings-facts">
        <dt>{t('settings.listening')}</dt>
        <dd>{listening ?? <NotListening why={notListening} />}</dd>
        <dt>{t('settings.addresses')}</dt>
        <dd>{self.addresses.length > 0 ? self.addresses.join(', ') : t('settings.noAddresses')}</dd>
        <dt>{t('settings.lastReached')}</dt>
        <dd>
          {reached ? (
            <ReachedBy {...reached} when={dates.relative(reached.at, now)} />
          ) : (
            t('settings.neverReached')
          )}
        </dd>
        <dt>{t('settings.queued')}</dt>
        <dd className="tabular">{dates.number(status.queued)}</dd>
      </dl>
      <p className="small muted">
        {t('settings.networkHint')}{' '}
        <PortHelp words="reach.howTitle" port={portOf(listening)} configFile={self.configFile} />
      </p>
      <Links />
      <Certificate />
    </>
  );
}

function ReachedBy(props: { readonly contactId: string; readonly name: string; readonly when: string }) {
  const { contactId, name, when } = props;
  const { rows } = useLiveView('contacts', {});
  const nodeId = rows.find(({ id }) => id === contactId)?.nodeId;
  return (
    <Sentence
      of="settings.reachedBy"
      params={{ when }}
      parts={{ name: <NameInSentence name={name} nodeId={nodeId} /> }}
    />
  );
}

/** What keeps it from listening, with what its owner can do. */
function NotListening({ why }: { readonly why: StatusValue['notListening'] }) {
  const { t } = useWords();
  const run = useCommand();
  if (!why) return t('settings.notListening');
  return (
    <>
      <p>{errorWords(why.error)}</p>
      <Button
        onPress={() => {
          run((node) => node.call('listenNow', {}));
        }}
      >
        {t('notListening.tryNow')}
      </Button>
    </>
  );
}

function Links() {
  const { t } = useWords();
  const now = useNow();
  const contacts = useLiveView('contacts', {}).rows;
  const links = useLiveView('links', {}).rows;
  const shown = contacts.flatMap((contact) => {
    const link = links.find(({ contactId }) => contactId === contact.id);
    return link && contact.state !== 'blocked' ? [{ contact, link }] : [];
  });
  return (
    <section className="settings-block" aria-label={t('settings.links')}>
      <h3 className="field-label">{t('settings.links')}</h3>
      {shown.length === 0 && <p className="muted">{t('settings.noLinks')}</p>}
      <ul className="settings-list">
        {shown.map(({ contact, link }) => (
          <LinkItem key={link.id} contact={contact} link={link} now={now} />
        ))}
      </ul>
    </section>
  );
}

export interface LinkItemProps {
  readonly contact: Pick<ContactRow, 'name' | 'nodeId'>;
  readonly link: LinkRow;
  readonly now: number;
}

export function LinkItem({ contact, link, now }: LinkItemProps) {
  const { t, dates } = useWords();
  const { state, direction, address, since, nextAttemptAt, error } = link;
  const when = dates.relative(state === 'up' ? Math.min(since, now) : (nextAttemptAt ?? now), now);
  const text =
    state === 'up'
      ? t(direction === 'in' ? 'settings.linkIn' : 'settings.linkOut', { when, address: address ?? '' })
      : state === 'waiting' && nextAttemptAt !== null
        ? t('settings.linkWaits', { when, why: error ? errorWords(error) : '' })
        : t(state === 'dialling' ? 'settings.linkDialling' : 'settings.linkOff', { address: address ?? '' });
  return (
    <li className="settings-person">
      <div className="settings-person-text">
        <span>
          <PersonName name={contact.name} nodeId={contact.nodeId} />
        </span>
        <span className="small muted">{text}</span>
      </div>
    </li>
  );
}

function Certificate() {
  const { t, dates } = useWords();
  const certificate = useAnswer('certificate');
  if (!certificate) return null;
  return (
    <section className="settings-block">
      <h3 className="field-label">{t('settings.certificate')}</h3>
      <p>{t('settings.certificateUntil', { date: dates.date(certificate.expiresAt) })}</p>
      <code className="settings-code">{certificate.keyHash}</code>
      <p className="small muted">{t('settings.certificateHint')}</p>
    </section>
  );
}
