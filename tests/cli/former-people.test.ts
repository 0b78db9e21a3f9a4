// Somebody Alice removed, and a key Bob had before: what is left of them in the command line.

import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { FakeNode } from './fake-node.js';
import { kith, NOON } from './fake-shell.js';
import { contact, conversation, message, request } from './people.js';

const BOB = contact('Bob');
const DAVID = contact('David', { conversationId: 'd'.repeat(64) });

function left(id: string, name: string, successorId: string | null) {
  const former = { nodeId: id, nodeIdText: `kith1${id.slice(0, 57)}`, fingerprint: null, successorId };
  const last = message(`the last of ${name}`, { sentAt: NOON, receivedAt: NOON });
  return { ...conversation(DAVID, { id, name, contactId: null, last }), former };
}

const REMOVED = left('d'.repeat(64), 'David', null);
const EARLIER = left('e'.repeat(64), 'Bob', BOB.id);

describe('what is left of somebody', () => {
  let node: FakeNode;
  beforeEach(() => {
    node = new FakeNode(
      { deleteHistory: () => ({}), approveRequest: () => ({ contactId: BOB.id }) },
      {
        contacts: [BOB],
        conversations: [conversation(BOB), REMOVED, EARLIER],
        messages: [message('long ago')],
      },
    );
  });

  it('is listed, and named by what can be typed', async () => {
    const { out } = await kith(['contacts', '--former'], { node });
    expect(out).toMatch(/David +removed +Monday, 2 March 2026 +kith1ddddddddd\n/u);
    expect(out).toMatch(/Bob +has another key .* kith1eeeeeeeee\n/u);
    const { out: document } = await kith(['contacts', '--former', '--json'], { node });
    expect(JSON.parse(document)).toEqual(
      [REMOVED, EARLIER].map(({ id: conversationId, name, former: { nodeIdText, successorId } }) => {
        return { conversationId, name, nodeIdText, successorId, lastAt: NOON };
      }),
    );
    node.setRows('conversations', []);
    expect((await kith(['contacts', '--former'], { node })).out).toBe('Nothing is left of anybody else.\n');
  });

  it('can be read, by name where no contact has it, and by id', async () => {
    for (const typed of ['David', 'kith1ddddddddd', 'kith1eeeeeeeee'])
      expect((await kith(['history', typed], { node })).out).toContain('long ago');
    const { exitCode, err } = await kith(['history', 'Eve'], { node });
    expect([exitCode, err]).toEqual([6, 'No contact is called "Eve". See `kith contacts`.\n']);
  });

  it('is named where the history of the contact with another key begins', async () => {
    const line = 'What was said under the key before: `kith history kith1eeeeeeeee`.\n';
    for (const options of [[], ['--all']]) {
      const { out } = await kith(['history', 'Bob', ...options], { node });
      expect(out.startsWith(line)).toBe(true);
    }
    expect((await kith(['history', 'David'], { node })).out).not.toContain('under the key before');
    node.setRows('conversations', [conversation(BOB), REMOVED]);
    expect((await kith(['history', 'Bob'], { node })).out).not.toContain('under the key before');
  });

  it('is named when the other key is approved', async () => {
    const replaces = { contactId: BOB.id, name: 'Bob', countersigned: false };
    node.setRows('requests', [request('Bob', { replaces })]);
    const { out } = await kith(['approve', 'Bob', '--yes'], { node });
    expect(out).toContain('under the key before: `kith history kith1eeeeeeeee`.\n');
  });

  it('is deleted with consent, and only when that is asked for', async () => {
    const unasked = await kith(['remove', 'David', '--yes'], { node });
    expect([unasked.exitCode, unasked.err]).toEqual([
      2,
      'David is no contact any more. --delete-history deletes what was said.\n',
    ]);
    const refused = { node, script: [['[y/N]', 'n\r']] } as const;
    await kith(['remove', 'David', '--delete-history'], refused);
    expect(node.called('deleteHistory')).toEqual([]);
    const { out } = await kith(['remove', 'David', '--delete-history', '--yes'], { node });
    expect(out).toBe('What was said with David was deleted.\n');
    await kith(['remove', 'kith1eeeeeeeee', '--delete-history', '--yes'], { node });
    expect(node.called('deleteHistory')).toEqual([
      { conversationId: REMOVED.id },
      { conversationId: EARLIER.id },
    ]);
    expect(node.called('removeContact')).toEqual([]);
  });

  it('is not called undeleted where a lock, or the end of the node, came before the answer', async () => {
    for (const code of ['ANSWER_LOST', 'NODE_STOPPING', 'NODE_NOT_RUNNING', 'NODE_LOCKED'] as const) {
      const lost = () => {
        throw new AppError(code);
      };
      const alice = new FakeNode(
        { deleteHistory: lost, removeContact: lost },
        { contacts: [BOB], conversations: [conversation(BOB), REMOVED] },
      );
      for (const [who, list] of [
        ['David', 'contacts --former'],
        ['Bob', 'contacts'],
      ] as const) {
        const told = await kith(['remove', who, '--delete-history', '--yes'], { node: alice });
        expect([told.exitCode, told.out]).toEqual([9, '']);
        expect(told.err).toContain(
          `\`kith ${list}\` shows how far that came: if ${who} is not in it any more`,
        );
        expect(told.err).toContain('erased by itself');
      }
    }
  });

  it('is meant by a whole name, not somebody whose name begins so', async () => {
    node.setRows('contacts', [{ ...BOB, name: 'Davida', isNamedByOwner: true }]);
    await kith(['remove', 'David', '--delete-history', '--yes'], { node });
    expect(node.called('deleteHistory')).toEqual([{ conversationId: REMOVED.id }]);
    expect(node.called('removeContact')).toEqual([]);
  });
});
