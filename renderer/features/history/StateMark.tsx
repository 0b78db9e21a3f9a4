import { Archive, Ban, Check, CheckCheck, CircleAlert, Clock, type LucideIcon } from 'lucide-react';
import { use } from 'react';
import type { MessageRow } from '../../../src/contract/values.js';
import { Icon } from '../../ui/Icon.js';
import { errorWords } from '../../words/error-words.js';
import { useWords } from '../../words/use-words.js';
import { type Mark, markOf } from './message-state.js';
import { WaitingWords } from './waiting-words.js';

const DRAWN: Readonly<Record<Mark, LucideIcon>> = {
  clock: Clock,
  box: Archive,
  tick: Check,
  ticks: CheckCheck,
  alert: CircleAlert,
  withdrawn: Ban,
};

export function StateMark({ row }: { readonly row: Pick<MessageRow, 'direction' | 'state' | 'reason'> }) {
  const { t } = useWords();
  const waiting = use(WaitingWords);
  const mark = markOf(row);
  if (mark === undefined) return null;
  const words = (row.state === 'queued' && waiting) || t(`state.${row.state}`);
  const hint = row.reason ? `${words}. ${errorWords(row.reason)}` : words;
  return (
    <span className="mark" data-mark={mark} role="img" aria-label={words} title={hint}>
      <Icon of={DRAWN[mark]} size={14} />
    </span>
  );
}
