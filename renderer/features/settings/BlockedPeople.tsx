import type { AppError } from '../../../src/base/app-error.js';
import type { Result } from '../../../src/base/result.js';
import { useLiveView, useNode } from '../../node-client/use-node.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { PersonName } from '../../ui/PersonName.js';
import { displayName } from '../../text/display-name.js';
import { groupsOfFive } from '../../text/fingerprint.js';
import { remark } from '../../ui/toasts.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';

export interface BlockedPerson {
  readonly id: string;
  readonly nodeId: string;
  readonly name: string;
  /** Empty where an older version did not keep it. */
  readonly fingerprint: string;
  /** asked: was blocked at the door. */
  readonly as: 'contact' | 'removed' | 'asked';
}

/** Contacts the owner blocked, those among them that were removed, and people who were blocked while they asked. */
export function BlockedPeople() {
  const { t } = useWords();
  const { connection } = useNode();
  const contacts = useLiveView('contacts', {}).rows;
  const requesters = useLiveView('blocked', {}).rows;
  const people = [
    ...contacts
      .filter(({ state }) => state === 'blocked')
      .map(({ id, nodeId, name, fingerprint }) => ({
        id,
        nodeId,
        name,
        fingerprint,
        as: 'contact' as const,
      })),
    ...requesters.map(({ id, name, fingerprint, wasContact }) => ({
      id,
      nodeId: id,
      name,
      fingerprint,
      as: wasContact ? ('removed' as const) : ('asked' as const),
    })),
  ];
  const told = async (answer: Promise<Result<unknown, AppError>>) => {
    const done = await answer;
    if (!done.ok) remark({ text: errorWords(done.error) });
  };
  return (
    <section className="settings-block" aria-label={t('settings.blocked')}>
      <h3 className="field-label">{t('settings.blocked')}</h3>
      {people.length === 0 && <p className="muted">{t('settings.nobodyBlocked')}</p>}
      <ul className="settings-list">
        {people.map((person) => (
          <BlockedRow
            key={person.id}
            person={person}
            onUnblock={() =>
              void told(
                person.as === 'contact'
                  ? connection.call('unblockContact', { contactId: person.id })
                  : connection.call('unblockRequester', { nodeId: person.id }),
              )
            }
          />
        ))}
      </ul>
    </section>
  );
}

export interface BlockedRowProps {
  readonly person: BlockedPerson;
  readonly onUnblock: () => void;
}

export function BlockedRow({ person, onUnblock }: BlockedRowProps) {
  const { t } = useWords();
  const { nodeId, name, fingerprint, as } = person;
  return (
    <li className="settings-person">
      <Avatar name={displayName(name, '')} nodeId={nodeId} size="small" />
      <div className="settings-person-text">
        <PersonName name={name} />
        <span className="small muted tabular">
          {t(`settings.blockedAs.${as}`)}
          {fingerprint !== '' && ` · ${groupsOfFive(fingerprint).join(' ')}`}
        </span>
      </div>
      <Button onPress={onUnblock}>{t('contact.unblock')}</Button>
    </li>
  );
}
