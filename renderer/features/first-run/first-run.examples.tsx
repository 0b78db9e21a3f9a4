import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { CreateIdentity } from './CreateIdentity.js';
import { FingerprintIntro } from './FingerprintIntro.js';
import './first-run.css';
import { StrengthAdvice } from './StrengthAdvice.js';

const PASSPHRASES = ['', 'password', 'seven otters', 'seven mild otters sing', HARD_WORDS.sentence];

const nothing = () => undefined;

export const examples: Examples = {
  'a new identity': () => <CreateIdentity isBusy={false} errors={{}} onCreate={nothing} />,
  'a new identity that was refused': () => (
    <CreateIdentity
      isBusy={false}
      errors={{ name: HARD_WORDS.sentence, passphrase: HARD_WORDS.sentence, other: HARD_WORDS.sentence }}
      onCreate={nothing}
    />
  ),
  'what a fingerprint is': () => (
    <FingerprintIntro fingerprint="123450987612345098761234509876" onDone={nothing} />
  ),
  'advice on passphrases': () =>
    PASSPHRASES.map((passphrase) => <StrengthAdvice key={passphrase} passphrase={passphrase} name="Alice" />),
};
