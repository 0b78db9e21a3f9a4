import { useState } from 'react';
import type { ContactRow } from '../../../src/contract/values.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import { PortHelp } from './PortHelp.js';
import type { Obstacle } from './reachability.js';

export interface ObstacleTextProps {
  readonly contact: ContactRow;
  readonly obstacle: Obstacle;
  /** Of this node. */
  readonly port: string;
}

/** Why the two cannot meet, and what one of them can do. */
export function ObstacleText({ contact, obstacle, port }: ObstacleTextProps) {
  const { t } = useWords();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const how = (
    <button
      type="button"
      className="text-button"
      onClick={() => {
        setHelpOpen(true);
      }}
    >
      {t('reach.how')}
    </button>
  );
  return (
    <p>
      <Sentence
        of={`reach.${obstacle}`}
        params={{ port }}
        parts={{ how, name: <NameInSentence name={contact.name} nodeId={contact.nodeId} /> }}
      />
      {isHelpOpen && (
        <PortHelp
          port={port}
          onClose={() => {
            setHelpOpen(false);
          }}
        />
      )}
    </p>
  );
}
