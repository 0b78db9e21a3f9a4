import { useNames } from './look-alikes.js';
import type { PersonNameProps } from './PersonName.js';

/** A name in a sentence of ours: it wraps with the sentence, and cannot turn it. */
export function NameInSentence(person: PersonNameProps) {
  return <bdi>{useNames()(person)}</bdi>;
}
