import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';
import './identity.css';
import { useSuffix } from './look-alikes.js';

export interface PersonNameProps {
  readonly name: string;
  /** Whose it is: told apart from others whose names look the same. */
  readonly nodeId?: string | undefined;
}

/** A name somebody chose: on one line, and unable to turn the text around it. */
export function PersonName({ name, nodeId }: PersonNameProps) {
  const { t } = useWords();
  const suffix = useSuffix(nodeId);
  return (
    <>
      <bdi className="person-name">{displayName(name, t('common.noName'))}</bdi>
      {suffix !== undefined && <span className="person-suffix tabular"> {suffix}</span>}
    </>
  );
}
