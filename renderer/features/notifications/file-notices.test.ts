import { describe, expect, it } from 'vitest';
import type { ConversationRow, TransferRow } from '../../../src/contract/values.js';
import { arrivalNotices, awaitedFiles } from './file-notices.js';
import type { Circumstances } from './notices.js';

const BOB = 'b'.repeat(64);
const NOW = 1_000_000;
const CONVERSATION = { id: BOB, name: 'Bob', mutedUntil: 0 } as ConversationRow;

function file(stage: TransferRow['stage'], changes: Partial<TransferRow> = {}): TransferRow {
  return {
    id: '1',
    conversationId: BOB,
    direction: 'in',
    name: 'plan.txt',
    stage,
    ...changes,
  } as TransferRow;
}

/** What is told of the last step, after all the others were seen. */
function told(
  steps: readonly (readonly TransferRow[])[],
  circumstances: Partial<Circumstances> = {},
  conversation = CONVERSATION,
) {
  let before: ReadonlySet<string> | undefined;
  for (const rows of steps.slice(0, -1)) before = awaitedFiles(before, rows);
  const usual = { level: 'name', now: NOW, attended: undefined } as const;
  return arrivalNotices(before ?? new Set(), steps.at(-1) ?? [], [conversation], {
    ...usual,
    ...circumstances,
  });
}

const ACCEPTED = [[file('offered')], [file('running')], [file('done')]];

describe('a file that is here', () => {
  it.each([
    ['text', 'Bob', 'plan.txt'],
    ['name', 'Bob', undefined],
    ['nothing', undefined, undefined],
  ] as const)('is told at the level %s to who accepted it', (level, name, text) => {
    const notice = { tag: `file-${BOB}`, what: 'arrival', name, text, count: 1, messageId: undefined };
    expect(told(ACCEPTED, { level })).toEqual([notice]);
  });

  it('is told if it was on its way when the window opened', () => {
    expect(told([[file('running')], [file('done')]])).toHaveLength(1);
  });

  it('is told together with others of its conversation', () => {
    const both = (stage: TransferRow['stage']) => [file(stage), file(stage, { id: '2', name: 'b.txt' })];
    expect(told([both('offered'), both('done')], { level: 'text' })).toMatchObject([
      { count: 2, text: undefined },
    ]);
  });

  it.each([
    ['came without a question', [[], [file('running')], [file('done')]], {}],
    ['was here when the window opened', [[file('done')], [file('done')]], {}],
    ['was told before', [...ACCEPTED, [file('done')]], {}],
    ['is one of the owner', ACCEPTED.map((rows) => rows.map((row) => ({ ...row, direction: 'out' }))), {}],
    ['was declined', [[file('offered')], [file('ended')]], {}],
    ['comes to who looks at the conversation', ACCEPTED, { attended: BOB }],
    ['comes to who wants no notifications', ACCEPTED, { level: 'off' }],
  ] as const)('is not told when it %s', (_, steps, circumstances) => {
    expect(told(steps as readonly (readonly TransferRow[])[], circumstances)).toEqual([]);
  });

  it('is not told in a muted conversation', () => {
    expect(told(ACCEPTED, {}, { ...CONVERSATION, mutedUntil: NOW + 1 })).toEqual([]);
  });
});
