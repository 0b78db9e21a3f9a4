import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import './first-run.css';
import { StrengthAdvice } from './StrengthAdvice.js';

const PASSPHRASES = ['', 'password', 'seven otters', 'seven mild otters sing', HARD_WORDS.sentence];

export const examples: Examples = {
  'advice on passphrases': () =>
    PASSPHRASES.map((passphrase) => <StrengthAdvice key={passphrase} passphrase={passphrase} name="Alice" />),
};
