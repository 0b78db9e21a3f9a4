import { describe, expect, it } from 'vitest';
import { usageSentence } from './usage-words.js';

describe('words for wrong use', () => {
  it.each([
    ["error: missing required argument 'target'", 'Something is missing: <target>.'],
    ["error: unknown command 'sing'", 'There is no command "sing".'],
    [
      "error: unknown command 'statsu'\n(Did you mean status?)",
      'There is no command "statsu". Did you mean status?',
    ],
    ["error: unknown option '--loud'", 'There is no option --loud here.'],
    ["error: option '--name <name>' argument missing", 'A value is missing: --name <name>.'],
    [
      "error: option '--limit <n>' argument '0' is invalid. Expected a number from 1 to 200.",
      '--limit cannot be "0". Expected a number from 1 to 200.',
    ],
    [
      "error: option '--matches' cannot be used with option '--reset'",
      '--matches and --reset exclude each other.',
    ],
    [
      "error: too many arguments for 'contacts'. Expected 0 arguments but got 1.",
      'Too much was given: contacts takes 0 and got 1. Words that belong together want quotation marks.',
    ],
    ['error: something new', 'Something new.'],
  ])('%s', (message, sentence) => {
    expect(usageSentence(message)).toBe(sentence);
  });
});
