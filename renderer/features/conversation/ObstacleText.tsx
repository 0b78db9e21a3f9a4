import type { ContactRow } from '../../../src/contract/values.js';
import { useAnswer } from '../../node-client/use-answer.js';
import { NameInSentence } from '../../ui/NameInSentence.js';
import { PortHelp } from '../../ui/PortHelp.js';
import { Sentence } from '../../words/Sentence.js';
import type { Obstacle } from './reachability.js';

export interface ObstacleTextProps {
  readonly contact: ContactRow;
  readonly obstacle: Obstacle;
  /** Of this node. */
  readonly port: string;
}

/** Why the two cannot meet, and what one of them can do. */
export function ObstacleText({ contact, obstacle, port }: ObstacleTextProps) {
  const configFile = useAnswer('self')?.configFile;
  return (
    <p>
      <Sentence
        of={`reach.${obstacle}`}
        params={{ port }}
        parts={{
          how: <PortHelp port={port} configFile={configFile} />,
          name: <NameInSentence name={contact.name} nodeId={contact.nodeId} />,
        }}
      />
    </p>
  );
}
