// What commander says about wrong use, in sentences like the others. What it may say in future versions comes through as it is.

/** One sentence for the message of a CommanderError. */
export function usageSentence(message: string): string {
  const [said = '', guess] = message.replace(/^error: /u, '').split('\n');
  return [sentenceFor(said), guess?.replace(/^\((.*)\)$/u, '$1')].filter(Boolean).join(' ');
}

function sentenceFor(said: string): string {
  for (const [pattern, sentence] of SENTENCES) if (pattern.test(said)) return said.replace(pattern, sentence);
  return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/u, '')}.`;
}

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^missing required argument '(.*)'$/u, 'Something is missing: <$1>.'],
  [/^unknown command '(.*)'$/u, 'There is no command "$1".'],
  [/^unknown option '(.*)'$/u, 'There is no option $1 here.'],
  [/^option '(.*)' argument missing$/u, 'A value is missing: $1.'],
  [/^option '(\S+).*' argument '(.*)' is invalid\. /u, '$1 cannot be "$2". '],
  [/^option '(\S+).*' cannot be used with option '(\S+).*'$/u, '$1 and $2 exclude each other.'],
  [
    /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/u,
    'Too much was given: $1 takes $2 and got $3. Words that belong together want quotation marks.',
  ],
];
