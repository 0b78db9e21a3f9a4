import { MOST_RECIPIENTS } from '../../../src/contract/bounds.js';
import type { ContactRow } from '../../../src/contract/values.js';
import { displayName } from '../../text/display-name.js';
import { Avatar } from '../../ui/Avatar.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { PersonName } from '../../ui/PersonName.js';
import { Sentence } from '../../words/Sentence.js';

export interface RecipientsProps {
  readonly contact: ContactRow;
  readonly others: readonly ContactRow[];
  readonly also: readonly string[];
  readonly onAlso: (ids: readonly string[]) => void;
}

/** Who gets the files besides the person of the conversation. */
export function Recipients({ contact, others, also, onAlso }: RecipientsProps) {
  const name = <NameInSentence name={contact.name} nodeId={contact.nodeId} />;
  return (
    <details className="fold attach-others">
      <summary>
        {also.length === 0 ? (
          <Sentence of="attach.toOne" parts={{ name }} />
        ) : (
          <Sentence of="attach.toMore" params={{ count: also.length }} parts={{ name }} />
        )}
      </summary>
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            <label>
              <input
                type="checkbox"
                checked={also.includes(other.id)}
                disabled={!also.includes(other.id) && also.length >= MOST_RECIPIENTS - 1}
                onChange={({ target }) => {
                  onAlso(target.checked ? [...also, other.id] : also.filter((id) => id !== other.id));
                }}
              />
              <Avatar name={displayName(other.name, '')} nodeId={other.nodeId} size="small" />
              <PersonName name={other.name} nodeId={other.nodeId} />
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
