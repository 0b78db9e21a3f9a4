import { describe, expect, it } from 'vitest';
import { FakeNode } from './fake-node.js';
import { kith, NOON } from './fake-shell.js';
import { contact, request } from './people.js';

const BOB = contact('Bob');

describe('contacts', () => {
  it('are listed with state, trust and what waits', async () => {
    const rows = [
      contact('Bob', { queued: 2, trust: 'compared' }),
      contact('Carol\u001b[2J', { state: 'requested' }),
    ];
    const { out } = await kith(['contacts'], { node: new FakeNode({}, { contacts: rows }) });
    expect(out).toBe(
      [
        'NAME   STATE                     TRUST         QUEUED  ADDRESS',
        'Bob    approved                  compared      2       bob.example.org:8443',
        'Carol  waiting for their answer  not compared  0       bob.example.org:8443',
        '',
      ].join('\n'),
    );
  });

  it('are renamed, blocked and unblocked by name', async () => {
    const node = new FakeNode({}, { contacts: [BOB] });
    await kith(['rename', 'bob', 'Robert'], { node });
    await kith(['block', 'Bob', '--yes'], { node });
    node.setRows('contacts', [{ ...BOB, state: 'blocked' }]);
    await kith(['unblock', 'Bob'], { node });
    await kith(['believe', 'Bob'], { node });
    expect(node.calls).toEqual([
      { command: 'renameContact', params: { contactId: BOB.id, name: 'Robert' } },
      { command: 'blockContact', params: { contactId: BOB.id } },
      { command: 'unblockContact', params: { contactId: BOB.id } },
      { command: 'believeContact', params: { contactId: BOB.id } },
    ]);
  });

  it('go by their own name again when the owner takes the given one back', async () => {
    const node = new FakeNode({}, { contacts: [contact('Bobby', { profileName: 'Robert' })] });
    const { out } = await kith(['rename', 'Bobby', ''], { node });
    expect(out).toBe('Bobby goes by the name they gave themselves again: Robert.\n');
    expect(node.called('renameContact')).toMatchObject([{ name: '' }]);
  });

  it('are looked for among contacts and requests when somebody is to be blocked', async () => {
    const { exitCode, err } = await kith(['block', 'Mallory', '--yes'], { node: new FakeNode() });
    expect([exitCode, err]).toEqual([
      6,
      'Nobody who is your contact or asks to be is called "Mallory". See `kith contacts` and `kith requests`.\n',
    ]);
    const unblocking = await kith(['unblock', 'Mallory'], { node: new FakeNode() });
    expect(unblocking.err).toContain('Nobody called "Mallory" is blocked.');
  });

  it('are removed only with consent, and their history only when asked for', async () => {
    const node = new FakeNode({}, { contacts: [BOB] });
    expect((await kith(['remove', 'Bob'], { node })).exitCode).toBe(2);
    expect((await kith(['remove', 'Bob'], { node, script: [['[y/N]', 'n\r']] })).exitCode).toBe(1);
    expect(node.called('removeContact')).toEqual([]);
    await kith(['remove', 'Bob', '--yes'], { node });
    await kith(['remove', 'Bob', '--delete-history'], { node, script: [['[y/N]', 'y\r']] });
    expect(node.called('removeContact')).toMatchObject([{ history: 'keep' }, { history: 'delete' }]);
  });

  it('stay blocked when they are removed, which is said also where nothing is asked', async () => {
    const node = new FakeNode(
      { removeContact: () => ({}) },
      { contacts: [contact('Bob', { state: 'blocked' })], conversations: [] },
    );
    const { out } = await kith(['remove', 'Bob', '--yes'], { node });
    expect(out).toBe('Bob was removed. Bob stays blocked: they cannot ask again.\n');
  });

  it('show the safety number in twelve groups and keep the mark', async () => {
    const safety = { number: '1234567890'.repeat(6), qr: 'kith-safety', mine: '', theirs: '' };
    const node = new FakeNode({ safetyNumber: () => safety }, { contacts: [BOB] });
    const { out } = await kith(['verify', 'Bob'], { node });
    expect(out.match(/\b\d{5}\b/gu)).toHaveLength(12);
    await kith(['verify', 'Bob', '--matches'], { node });
    await kith(['verify', 'Bob', '--reset'], { node });
    expect(node.called('markCompared')).toMatchObject([{ compared: true }, { compared: false }]);
  });
});

describe('requests', () => {
  const dave = request('Dave', { note: 'from the choir\u202e' });
  const eve = request('Evelyn', {
    receivedAt: NOON - 1,
    replaces: { contactId: BOB.id, name: 'Bob', countersigned: false },
  });
  const node = () =>
    new FakeNode(
      { approveRequest: ({ contactId }) => ({ contactId }) },
      { requests: [eve, dave], contacts: [BOB] },
    );

  it('are numbered, oldest first, with digits, note and claims', async () => {
    const { out } = await kith(['requests'], { node: node() });
    expect(out).toContain(
      '1  Dave, 2 minutes ago\n   12345 67890 12345 67890 12345 67890\n   "from the choir"',
    );
    expect(out).toContain('2  Evelyn, just now');
    expect(out).toContain('Claims to be Bob with a new key; the old key does not confirm it');
  });

  it('are accepted after the digits were confirmed', async () => {
    const asked = node();
    const { exitCode, out } = await kith(['approve', '1'], { node: asked, script: [['[y/N]', 'yes\r']] });
    expect(exitCode).toBe(0);
    expect(out).toContain('Do these digits match what your friend told you?');
    expect(asked.called('approveRequest')).toMatchObject([{ requestId: dave.id }]);
  });

  it('are not accepted without consent, nor when the digits differ', async () => {
    const asked = node();
    expect((await kith(['approve', '1'], { node: asked })).exitCode).toBe(2);
    expect((await kith(['approve', '1', '--fingerprint', '99999'], { node: asked })).exitCode).toBe(1);
    expect((await kith(['approve', '1', '--yes', '--fingerprint', '99999'], { node: asked })).exitCode).toBe(
      1,
    );
    expect(asked.called('approveRequest')).toEqual([]);
    expect(
      (await kith(['approve', 'dave', '--fingerprint', dave.fingerprint], { node: asked })).exitCode,
    ).toBe(0);
  });

  it('are declined and blocked without a word to the sender', async () => {
    const asked = node();
    await kith(['decline', 'Evelyn', '--yes'], { node: asked });
    await kith(['block', 'Dave', '--yes'], { node: asked });
    expect(asked.called('declineRequest')).toEqual([{ requestId: eve.id }]);
    expect(asked.called('blockRequest')).toEqual([{ requestId: dave.id }]);
  });

  it('are all declined at once after their number was confirmed', async () => {
    const asked = node();
    expect((await kith(['decline'], { node: asked })).exitCode).toBe(2);
    expect((await kith(['decline', '1', '--all', '--yes'], { node: asked })).exitCode).toBe(2);
    expect((await kith(['decline', '--all'], { node: asked })).exitCode).toBe(2);
    const refused = await kith(['decline', '--all'], { node: asked, script: [['[y/N]', 'n\r']] });
    expect(refused.out).toContain('Decline all 2 requests?');
    expect(asked.called('declineRequest')).toEqual([]);
    await kith(['decline', '--all'], { node: asked, script: [['[y/N]', 'y\r']] });
    expect(asked.called('declineRequest')).toEqual([{ requestId: dave.id }, { requestId: eve.id }]);
  });

  it.each([
    ['block', 'blockRequest'],
    ['decline', 'declineRequest'],
  ] as const)('show whom a number means before they %s', async (verb, command) => {
    const asked = node();
    const refused = await kith([verb, '1'], { node: asked, script: [['[y/N]', 'n\r']] });
    expect(refused.out).toContain('Dave  12345 67890 12345 67890 12345 67890');
    expect((await kith([verb, '1'], { node: asked })).exitCode).toBe(2);
    expect(asked.called(command)).toEqual([]);
    await kith([verb, '1'], { node: asked, script: [['[y/N]', 'y\r']] });
    expect(asked.called(command)).toEqual([{ requestId: dave.id }]);
  });

  it.each(['approve', 'decline', 'block'])(
    'are named, not numbered, where nobody looks: %s',
    async (verb) => {
      const asked = node();
      const { exitCode, err } = await kith([verb, '1', '--yes'], { node: asked });
      expect([exitCode, asked.calls]).toEqual([2, []]);
      expect(err).toContain('The list may have changed since you saw that number.');
    },
  );
});

describe('whoever was blocked while asking', () => {
  const mallory = {
    id: 'd'.repeat(64),
    nodeIdText: `kith1${'d'.repeat(57)}`,
    name: 'Mallory',
    fingerprint: '123456789012345678901234567890',
    wasContact: false,
  };

  it('is told from a contact that was removed while it was blocked', async () => {
    const trudy = { ...mallory, id: 'e'.repeat(64), name: 'Trudy', wasContact: true };
    const node = new FakeNode({}, { contacts: [], blocked: [mallory, trudy] });
    const { out } = await kith(['contacts', '--blocked'], { node });
    expect(out).toMatch(/Mallory +somebody who asked/u);
    expect(out).toMatch(/Trudy +contact you removed/u);
  });

  it('is listed with blocked contacts, and told apart by digits', async () => {
    const node = new FakeNode(
      {},
      { contacts: [BOB, contact('Carol', { state: 'blocked' })], blocked: [mallory] },
    );
    const { out } = await kith(['contacts', '--blocked'], { node });
    expect(out).toContain('Mallory');
    expect(out).toContain('12345 67890');
    expect(out).toContain('Carol');
    expect(out).not.toContain('Bob');
  });

  it('may ask again, by name or by id', async () => {
    const node = new FakeNode({}, { contacts: [BOB], blocked: [mallory] });
    expect((await kith(['unblock', 'Mallory'], { node })).out).toContain('can ask to be your contact again');
    await kith(['unblock', 'kith1dddddddd'], { node });
    expect(node.called('unblockRequester')).toEqual([{ nodeId: mallory.id }, { nodeId: mallory.id }]);
    expect((await kith(['unblock', 'Bob'], { node })).exitCode).toBe(6);
  });
});
