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
      giveKeysBack();
      until?.removeEventListener('abort', onEnd);
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
    const giveKeysBack = takeKeys(shell, onKey, onEnd);
    until?.addEventListener('abort', onEnd);
  });
}

/**
 * Does `work` with nothing of what is typed shown, also between the passwords it asks for: what is typed while none is asked
 * may be one, and is dropped. The terminal is given back however it ends.
 * @throws Refusal INTERRUPTED on Ctrl+C or end of input, whatever `work` is at; and what `work` throws
 */
export async function withoutEcho<T>(shell: Shell, work: () => Promise<T>): Promise<T> {
  let giveKeysBack = (): void => undefined;
  const interruption = new Promise<never>((_resolve, reject) => {
    const onEnd = (): void => {
      reject(interrupted());
    };
    const onKey = (_text: string | undefined, { ctrl, name }: Key): void => {
      if (ctrl && name === 'c') onEnd();
    };
    giveKeysBack = takeKeys(shell, onKey, onEnd);
  });
  try {
    return await Promise.race([interruption, work()]);
  } finally {
    giveKeysBack();
  }
}

/** Keys come one by one and are not shown; the returned function leaves the terminal as it was found. */
function takeKeys(
  { input }: Shell,
  onKey: (text: string | undefined, key: Key) => void,
  onEnd: () => void,
): () => void {
  const wasTaken = input.isRaw === true;
  emitKeypressEvents(input);
  input.setRawMode?.(true);
  input.on('keypress', onKey);
  input.once('end', onEnd);
  input.resume();
  return () => {
    input.off('keypress', onKey);
    input.off('end', onEnd);
    if (wasTaken) return;
    input.setRawMode?.(false);
    input.pause();
  };
}

function interrupted(): Refusal {
  return new Refusal('INTERRUPTED', 'Interrupted; nothing more was done.', EXIT.interrupted);
}
