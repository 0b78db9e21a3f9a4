import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ok } from '../../src/base/result.js';
import { MOST_DRAFT } from '../../src/contract/bounds.js';
import { leaveCarried, takeCarried } from './carried.js';
import { Drafts } from './drafts.js';
import type { ConnectionState, NodeConnection } from './node-connection.js';
import { scripted } from './scripted-drafts.js';

const DRAFT = { conversationId: 'bob', text: 'half a thought', from: '' };

describe('what is being written', () => {
  it('is told to the node, and carried nowhere once it has it', async () => {
    const { drafts, told, settled } = scripted();
    drafts.keep('bob', 'half a thought');
    expect(drafts.carry()).not.toEqual([]);
    await settled();
    expect([told, drafts.carry()]).toEqual([[DRAFT], []]);
  });

  it('may be a caption, kept by a command of its own and carried as long as it is refused', async () => {
    const { drafts, told, complaints, refuse, settled } = scripted(undefined, 'setCaption');
    refuse('DISK_FULL');
    drafts.keep('bob', 'half a thought');
    await settled();
    expect([complaints, drafts.carry()]).toEqual([['DISK_FULL'], [['bob', 'half a thought', '']]]);
    refuse(undefined);
    const next = scripted(drafts.carry(), 'setCaption');
    next.become({ node: 'locked' });
    next.become({ node: 'open' });
    await next.settled();
    expect([told, next.told, next.drafts.carry()]).toEqual([[], [DRAFT], []]);
  });

  it('counts as kept when only the answer was lost, and what comes next began from it', async () => {
    const { drafts, told, refuse, become, settled } = scripted();
    refuse('NODE_NOT_RUNNING');
    drafts.keep('bob', 'half a thought');
    await settled();
    become({ phase: 'stale' });
    drafts.keep('bob', 'another');
    await settled();
    expect(drafts.carry()).toEqual([['bob', 'another', 'half a thought']]);
    refuse(undefined);
    become({ phase: 'live' });
    await settled();
    expect(told).toEqual([{ conversationId: 'bob', text: 'another', from: 'half a thought' }]);
  });

  it('is told again, as it was last, when the node that was away is there', async () => {
    const { drafts, told, refuse, become, settled } = scripted();
    refuse('NODE_NOT_RUNNING');
    become({ phase: 'stale' });
    drafts.keep('bob', 'half');
    drafts.keep('bob', 'half a thought');
    await settled();
    refuse(undefined);
    become({ phase: 'live' });
    await settled();
    expect([told, drafts.carry()]).toEqual([[DRAFT], []]);
  });

  it('goes over to the page after this one, which tells it when its node is open', async () => {
    const first = scripted();
    first.refuse('NODE_LOCKED');
    first.drafts.keep('bob', 'half a thought');
    await first.settled();
    const next = scripted(first.drafts.carry());
    next.become({ node: 'locked' });
    expect([next.told, next.drafts.begin('bob', '')]).toEqual([[], 'half a thought']);
    next.become({ node: 'open' });
    await next.settled();
    expect([next.told, next.drafts.carry()]).toEqual([[DRAFT], []]);
    // The view shows what the node had before until it tells of the change.
    const field = next.open();
    expect(next.drafts.begin('bob', '')).toBe('');
    next.drafts.shown('bob', 'half a thought');
    expect(field).toEqual(['half a thought']);
  });

  it('of the page before is not lost where a message of that page is given back', () => {
    const { drafts } = scripted([['bob', 'half a thought', '']]);
    drafts.giveBack('bob', 'Hello Bob');
    expect(drafts.begin('bob', '')).toBe('Hello Bob\nhalf a thought');
  });

  it.each([
    ['NOT_FOUND', ''],
    ['DISK_FULL', 'half a thought'],
    ['INPUT_INVALID', 'half a thought'],
  ] as const)('and refused with %s is then %j when the conversation is opened again', async (code, then) => {
    const { drafts, refuse, settled } = scripted();
    refuse(code);
    drafts.keep('bob', 'half a thought');
    await settled();
    expect(drafts.begin('bob', '')).toBe(then);
  });

  it('and not kept is told to its owner once, until it is kept again', async () => {
    const { drafts, complaints, refuse, settled } = scripted();
    for (const code of ['DISK_FULL', 'DISK_FULL', undefined, 'DISK_FULL'] as const) {
      refuse(code);
      drafts.keep('bob', 'half a thought');
      await settled();
    }
    expect(complaints).toEqual(['DISK_FULL', 'DISK_FULL']);
  });

  it.each(['NODE_NOT_RUNNING', 'NODE_LOCKED'] as const)(
    'and not taken for %s is complained of to nobody',
    async (code) => {
      const { drafts, complaints, refuse, settled } = scripted();
      refuse(code);
      drafts.keep('bob', 'half a thought');
      await settled();
      expect(complaints).toEqual([]);
    },
  );

  it('and longer than a draft never goes to the node, which would end the session, but to the page after this one', async () => {
    const { drafts, complaints, told, become, settled } = scripted();
    const text = 'w'.repeat(MOST_DRAFT + 1);
    drafts.keep('bob', text);
    become({ phase: 'stale' });
    become({ phase: 'live' });
    await settled();
    expect([told, complaints]).toEqual([[], ['TEXT_TOO_LONG']]);
    expect(drafts.carry()).toEqual([['bob', text, '']]);
  });

  it('is waited for until the node has it, through a session that breaks, or says why it has not', async () => {
    const { drafts, told, refuse, become, settled } = scripted();
    expect(await drafts.saved('bob')).toBeUndefined();
    refuse('NODE_NOT_RUNNING');
    drafts.keep('bob', 'half a thought');
    let isSaved = false;
    const saving = drafts.saved('bob').then((refusal) => {
      isSaved = true;
      return refusal;
    });
    become({ phase: 'stale' });
    await settled();
    expect([isSaved, told]).toEqual([false, []]);
    refuse(undefined);
    become({ phase: 'live' });
    expect(await saving).toBeUndefined();
    expect(told).toMatchObject([{ text: 'half a thought' }]);
    refuse('DISK_FULL');
    drafts.keep('bob', 'another');
    await settled();
    expect(await drafts.saved('bob')).toMatchObject({ code: 'DISK_FULL' });
    refuse(undefined);
    expect(await drafts.saved('bob')).toBeUndefined();
    expect(drafts.carry()).toEqual([]);
  });

  it('is not told again once it was sent', async () => {
    const { drafts, told, refuse, become, settled } = scripted();
    refuse('NODE_NOT_RUNNING');
    become({ phase: 'stale' });
    drafts.keep('bob', 'Hello Bob');
    drafts.sent('bob');
    refuse(undefined);
    become({ phase: 'live' });
    await settled();
    expect(told).toEqual([]);
  });

  it('gets back what was refused: in its field, or above what was written since', async () => {
    const { drafts, told, settled } = scripted();
    const field: string[] = [];
    const gone = drafts.onGivenBack('bob', (text) => field.push(text));
    drafts.giveBack('bob', 'Hello Bob');
    gone();
    drafts.keep('bob', 'and more');
    drafts.giveBack('bob', 'Hello Bob');
    await settled();
    expect(field).toEqual(['Hello Bob']);
    expect(told.at(-1)).toMatchObject({ conversationId: 'bob', text: 'Hello Bob\nand more' });
  });

  it.each([['a name'], [{}], [[['bob']]], [[['bob', 'half', 1]]], [[['bob', 'half']]], [[null]]])(
    'is not taken from %j',
    (carried) => {
      expect(scripted(carried).drafts.carry()).toEqual([]);
    },
  );
});

describe('what a page leaves to the next one', () => {
  it('is taken once, and nothing from a name that is not of this kind', () => {
    const page = { name: '' };
    leaveCarried(page, { drafts: [['bob', 'half', '']], captions: [], outgoing: [] });
    expect(takeCarried(page)).toEqual({ drafts: [['bob', 'half', '']], captions: [], outgoing: [] });
    expect(page.name).toBe('');
    for (const name of ['', 'a name', '{}', 'null']) {
      const drafts = new Drafts(connectionOf(), {
        command: 'setDraft',
        notKept: () => undefined,
        carried: takeCarried({ name }).drafts,
      });
      expect(drafts.carry()).toEqual([]);
    }
  });
});

function connectionOf(): NodeConnection {
  const state = createStore<ConnectionState>(() => ({ phase: 'live', node: 'open', version: '1' }));
  return { state, call: () => Promise.resolve(ok({ above: '' })) } as unknown as NodeConnection;
}
