import type { MessageRow } from '../../src/contract/values.js';
import { Sentence } from './Sentence.js';
import { systemText } from './system-words.js';

export interface SystemSentenceProps {
  readonly row: Pick<MessageRow, 'system'>;
  /** Whom the conversation is with. */
  readonly name: string;
}

/** What Kith says in a conversation. */
export function SystemSentence({ row, name }: SystemSentenceProps) {
  const { key, counts, names } = systemText(row, name);
  return <Sentence of={key} params={counts} parts={names} />;
}
