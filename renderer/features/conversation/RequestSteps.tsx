import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { displayName } from '../../text/display-name.js';
import { Icon } from '../../ui/Icon.js';
import { useWords } from '../../words/use-words.js';
import type { RequestStep } from './request-steps.js';

export interface RequestStepsProps {
  readonly steps: readonly RequestStep[];
  readonly name: string;
  /** Where they are called; empty when nobody knows. */
  readonly address: string;
}

const ICONS = { done: CircleCheck, now: CircleDot, ahead: Circle } as const;

/** One line: what was done, what is being done, what is still ahead. */
export function RequestSteps({ steps, name, address }: RequestStepsProps) {
  const { t, dates } = useWords();
  const params = { name: displayName(name, t('common.noName')), address };
  const words = ({ step, state }: RequestStep): string => {
    if (step !== 'called') return t(`steps.${step}`, params);
    if (address === '') return t('steps.noAddress', params);
    return t(state === 'done' ? 'steps.called' : 'steps.calling', params);
  };
  return (
    <ol className="steps small">
      {steps.map((step) => (
        <li key={step.step} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <Icon of={ICONS[step.state]} size={16} />
          <span>{words(step)}</span>
          {step.at !== undefined && <time className="tabular">{dates.time(step.at)}</time>}
          {step.state === 'done' && <span className="visually-hidden">{t('way.done')}</span>}
        </li>
      ))}
    </ol>
  );
}
