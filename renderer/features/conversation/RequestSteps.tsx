import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/Icon.js';
import type { WordKey } from '../../words/language.js';
import { Sentence } from '../../words/Sentence.js';
import { useWords } from '../../words/use-words.js';
import type { RequestStep } from './request-steps.js';

export interface RequestStepsProps {
  readonly steps: readonly RequestStep[];
  /** Whom it goes to, for a sentence. */
  readonly name: ReactNode;
  /** Where they are called; empty when nobody knows. */
  readonly address: string;
}

const ICONS = { done: CircleCheck, now: CircleDot, ahead: Circle } as const;

/** One line: what was done, what is being done, what is still ahead. */
export function RequestSteps({ steps, name, address }: RequestStepsProps) {
  const { t, dates } = useWords();
  const keyOf = ({ step, state }: RequestStep): WordKey => {
    if (step !== 'called') return `steps.${step}`;
    if (address === '') return 'steps.noAddress';
    return state === 'done' ? 'steps.called' : 'steps.calling';
  };
  return (
    <ol className="steps small">
      {steps.map((step) => (
        <li key={step.step} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <Icon of={ICONS[step.state]} size={16} />
          <span>
            <Sentence of={keyOf(step)} params={{ address }} parts={{ name }} />
          </span>
          {step.at !== undefined && <time className="tabular">{dates.time(step.at)}</time>}
          {step.state === 'done' && <span className="visually-hidden">{t('way.done')}</span>}
        </li>
      ))}
    </ol>
  );
}
