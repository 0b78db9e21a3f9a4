import { CircleAlert } from 'lucide-react';
import { Icon } from '../../ui/Icon.js';
import { useWords } from '../../words/use-words.js';

/** A message of the owner will not be sent by itself. */
export function FailedMark() {
  const { t } = useWords();
  return (
    <span className="row-alert" role="img" aria-label={t('state.failed')}>
      <Icon of={CircleAlert} size={16} />
    </span>
  );
}
