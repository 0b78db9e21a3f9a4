// A face that lost its session asks again: the deed is done once, and the answer is the first one.

import { AppError } from '../../base/app-error.js';
import { type Bytes, equalBytes, utf8 } from '../../base/bytes.js';
import type { CommandName } from '../../contract/commands.js';
import type { ItemContext } from '../lane/item-context.js';

export interface Asked {
  /** What the id its caller gave stands for, and the id. */
  readonly key: `contact/${string}` | `request/${string}`;
  readonly command: CommandName;
  readonly params: object;
}

/** The answer this command was given before. Throws COMMAND_REUSED_ID when the id served for something else. */
export function doneBefore(context: ItemContext, asked: Asked): { readonly answer: unknown } | undefined {
  const done = context.store.commands.find(asked.key);
  if (!done) return undefined;
  if (!equalBytes(done.digest, digestOf(context, asked))) throw new AppError('COMMAND_REUSED_ID');
  return { answer: JSON.parse(done.result) };
}

/** Remembers the answer, and gives it. */
export function noteDone<Answer>(context: ItemContext, asked: Asked, answer: Answer): Answer {
  const digest = digestOf(context, asked);
  context.store.commands.add({ key: asked.key, digest, result: JSON.stringify(answer) });
  return answer;
}

function digestOf(context: ItemContext, { command, params }: Asked): Bytes {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return context.sha256(utf8(JSON.stringify([command, sorted])));
}
