import type { ReactNode } from 'react';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { HitText } from '../../ui/HitText.js';
import { useSuffix } from '../../ui/look-alikes.js';
import { PersonName } from '../../ui/PersonName.js';
import { useWords } from '../../words/use-words.js';
import type { FoundMessage, FoundPerson, Whose } from './found-groups.js';

interface FoundRowProps {
  readonly name: string;
  readonly nodeId: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

function FoundRow({ name, nodeId, onOpen, children }: FoundRowProps) {
  return (
    <button type="button" className="row found-row" onClick={onOpen}>
      <Avatar name={displayName(name, '')} nodeId={nodeId} />
      <span className="row-body">{children}</span>
    </button>
  );
}

export interface PersonFoundProps {
  readonly hit: FoundPerson;
  readonly whose: Whose;
  readonly onOpen: () => void;
}

export function PersonFound({ hit, whose, onOpen }: PersonFoundProps) {
  const { t } = useWords();
  const { text, hits } = hit.excerpt;
  const contact = whose(hit.conversationId);
  const suffix = useSuffix({ nodeId: contact?.nodeId });
  return (
    <FoundRow name={text} nodeId={contact?.nodeId ?? hit.conversationId} onOpen={onOpen}>
      <span className="row-name">
        {/* A name that is not shown as it is has its hits in other places. */}
        {displayName(text, '') === text && suffix === undefined ? (
          <bdi className="person-name">
            <HitText text={text} hits={hits} />
          </bdi>
        ) : (
          <PersonName name={text} nodeId={contact?.nodeId} />
        )}
      </span>
      {hit.kind === 'chat' && <span className="row-preview one-line">{t('found.former')}</span>}
    </FoundRow>
  );
}

export interface MessageFoundProps {
  readonly hit: FoundMessage;
  readonly whose: Whose;
  readonly now: number;
  readonly onOpen: () => void;
}

export function MessageFound({ hit, whose, now, onOpen }: MessageFoundProps) {
  const { t, dates } = useWords();
  const { conversationId, excerpt, message } = hit;
  const contact = whose(conversationId);
  return (
    <FoundRow name={contact?.name ?? ''} nodeId={contact?.nodeId ?? conversationId} onOpen={onOpen}>
      <span className="row-line">
        <span className="row-name">
          <PersonName name={contact?.name ?? ''} nodeId={contact?.nodeId} />
        </span>
        <time className="row-time tabular">{dates.short(message.sentAt, now)}</time>
      </span>
      <span className="found-text" dir="auto">
        {message.direction === 'out' && <span className="found-you">{t('found.you')} </span>}
        <HitText {...excerpt} />
      </span>
    </FoundRow>
  );
}
