import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';
import './identity.css';
import { useSuffix, type Whose } from './look-alikes.js';

/** Whose it is tells it apart from others whose names look the same. */
export interface PersonNameProps extends Whose {
  readonly name: string;
}

/** A name somebody chose: on one line, and unable to turn the text around it. */
export function PersonName({ name, ...whose }: PersonNameProps) {
  const { t } = useWords();
  const suffix = useSuffix(whose);
  return (
    <>
      <bdi className="person-name">{displayName(name, t('common.noName'))}</bdi>
      {suffix !== undefined && <span className="person-suffix tabular"> {suffix}</span>}
    </>
  );
}
