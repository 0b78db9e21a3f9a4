import { displayName } from '../text/display-name.js';
import { useWords } from '../words/use-words.js';
import './identity.css';

/** A name somebody chose: on one line, and unable to turn the text around it. */
export function PersonName({ name }: { readonly name: string }) {
  const { t } = useWords();
  return <bdi className="person-name">{displayName(name, t('common.noName'))}</bdi>;
}
