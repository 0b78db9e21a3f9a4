// Questions to a person at a terminal: a line, a yes or no, a password nobody can read over the shoulder.

import { createInterface, emitKeypressEvents } from 'node:readline';
import { Secret } from '../base/secret.js';
import { EXIT } from './exit-codes.js';
import { foldedFor } from './prose.js';
import { Refusal } from './refusal.js';
import { print, type Shell } from './shell.js';
import { graphemes } from './width.js';

/** The trimmed answer. @throws Refusal INTERRUPTED on Ctrl+C or end of input */
export function askLine(shell: Shell, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input: shell.input, output: shell.output, terminal: true });
    let answered = false;
    reader.once('close', () => {
      if (!answered) reject(interrupted());
    });
    // Only the last line is the editor's; it breaks at the edge, not between words.
    const lines = foldedFor(shell.output, [question.trimEnd()]);
    print(shell.output, lines.slice(0, -1));
    reader.question(`${lines.at(-1) ?? ''} `, (answer) => {
      answered = true;
      reader.close();
      resolve(answer.trim());
    });
  });
}

/** Whether the person agreed; anything but yes is no. */
export async function askYes(shell: Shell, question: string): Promise<boolean> {
  return /^y(es)?$/iu.test(await askLine(shell, `${question} [y/N] `));
}

interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
}

/** What was typed, shown nowhere. @throws Refusal INTERRUPTED on Ctrl+C or Ctrl+D, and when it need not be known any more */
export function askHidden(shell: Shell, question: string, until?: AbortSignal): Promise<Secret<string>> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (then: () => void): void => {
      shell.input.off('keypress', onKey);
      shell.input.off('end', onEnd);
      until?.removeEventListener('abort', onEnd);
      shell.input.setRawMode?.(false);
      shell.input.pause();
      shell.output.write('\n');
      then();
    };
    const onEnd = (): void => {
      finish(() => {
        reject(interrupted());
      });
    };
    const onKey = (text: string | undefined, key: Key): void => {
      if (key.ctrl && (key.name === 'c' || key.name === 'd')) onEnd();
      else if (key.name === 'return' || key.name === 'enter') {
        finish(() => {
          resolve(new Secret(typed));
        });
      } else if (key.name === 'backspace') typed = graphemes(typed).slice(0, -1).join('');
      else if (key.ctrl && key.name === 'u') typed = '';
      else if (text !== undefined && !key.ctrl && !key.meta) typed += text;
    };
    shell.output.write(question);
    emitKeypressEvents(shell.input);
    shell.input.setRawMode?.(true);
    shell.input.on('keypress', onKey);
    shell.input.once('end', onEnd);
    until?.addEventListener('abort', onEnd);
    shell.input.resume();
  });
}

function interrupted(): Refusal {
  return new Refusal('INTERRUPTED', 'Interrupted; nothing more was done.', EXIT.interrupted);
}
