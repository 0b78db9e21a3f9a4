// Alice adds Bob, by his address or his link.

import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { FakeNode } from './fake-node.js';
import { kith } from './fake-shell.js';
import { contact } from './people.js';

const BOB = contact('Bob');

describe('adding somebody', () => {
  const found = {
    nodeId: BOB.nodeId,
    nodeIdText: BOB.nodeIdText,
    fingerprint: BOB.fingerprint,
    address: 'bob.example.org:8443',
    fromLink: false,
    reached: true,
    contactId: null,
  };
  const node = (changes: object = {}) =>
    new FakeNode({ lookUp: () => ({ ...found, ...changes }), addContact: ({ id }) => ({ contactId: id }) });

  it('shows the digits and sends the request only after they were approved', async () => {
    const asked = node();
    const args = ['add', 'bob.example.org:8443', '--name', 'Bob', '--note', 'It is Alice'];
    const { exitCode, out } = await kith(args, { node: asked, script: [['[y/N]', 'y\r']] });
    expect(exitCode).toBe(0);
    expect(out).toContain('12345 67890 12345 67890 12345 67890');
    expect(out).toContain('Your request is on its way.');
    expect(asked.called('addContact')).toMatchObject([
      {
        nodeId: BOB.nodeId,
        address: 'bob.example.org:8443',
        name: 'Bob',
        note: 'It is Alice',
        trust: 'address',
      },
    ]);
  });

  it.each([
    ['the owner says no', [] as string[], [['[y/N]', '\r']] as const, 1],
    ['nobody can be asked', [], undefined, 2],
    ['the digits are others', ['--fingerprint', '00000'], undefined, 1],
    ['the digits are others and --yes was given', ['--yes', '--fingerprint', '00000'], undefined, 1],
  ])('sends nothing when %s', async (_, options, script, exitCode) => {
    const asked = node();
    const ran = await kith(['add', 'bob:8443', ...options], { node: asked, ...(script && { script }) });
    expect(ran.exitCode).toBe(exitCode);
    expect(asked.called('addContact')).toEqual([]);
  });

  it('asks nothing when the link carried the identity', async () => {
    const asked = node({ fromLink: true, reached: false, address: null });
    const { exitCode, out } = await kith(['add', 'kith://add/?id=kith1'], { node: asked });
    expect(exitCode).toBe(0);
    expect(out).toContain('No address of theirs is known here, so only they can call');
    expect(asked.called('addContact')).toMatchObject([{ trust: 'link', address: null }]);
  });

  it('says that it is tried again where an address is known, from the link or from before', async () => {
    const args = ['add', 'kith://add/bob:8443?id=kith1'];
    const silent = node({ fromLink: true, reached: false });
    expect((await kith(args, { node: silent })).out).toContain('did not answer yet');
    const before = node({ fromLink: true, reached: false, address: null });
    before.setRows('contacts', [contact('Bob', { id: '1'.padStart(32, '0') })]);
    expect((await kith(args, { node: before })).out).toContain('did not answer yet');
  });

  it('tells a program what it tells everywhere of an identity', async () => {
    const { out } = await kith(['add', 'kith://', '--json'], { node: node({ fromLink: true }) });
    const { nodeId, nodeIdText, fingerprint } = BOB;
    expect(JSON.parse(out)).toMatchObject({ nodeId, nodeIdText, fingerprint, reached: true });
  });

  it('says that somebody was asked already whose answer is awaited', async () => {
    const asked = node({ contactId: BOB.id });
    asked.setRows('contacts', [{ ...BOB, state: 'requested' }]);
    const { err, exitCode } = await kith(['add', 'bob:1'], { node: asked });
    expect([exitCode, err]).toEqual([
      1,
      'You asked Bob already; waiting for their answer. Nothing was changed.\n',
    ]);
  });

  it('says what somebody is called who has told no name yet', async () => {
    const nameless = contact('bob:8443', { id: '1'.padStart(32, '0'), state: 'requested' });
    const asked = node({ fromLink: true });
    asked.setRows('contacts', [nameless]);
    const { out } = await kith(['add', 'kith://add/bob:8443?id=kith1'], { node: asked });
    expect(out).toContain('Until they tell their name, they are called bob:8443 here.');
  });

  it('names the key they are known by, where they lost it', async () => {
    const asked = node({ fromLink: true });
    const { out } = await kith(['add', 'kith://', '--replaces', 'kith1before'], { node: asked });
    expect(out).toContain('They see which key you had before and decide whether it is you');
    expect(asked.called('addContact')).toMatchObject([{ replaces: 'kith1before' }]);
    await kith(['add', 'kith://'], { node: asked });
    expect(asked.called('addContact')[1]).not.toHaveProperty('replaces');
  });

  it.each([
    ['unreadable', 'names no key you had before'],
    ['own', 'the key you have now'],
    ['theirs', 'the key of whom you are adding'],
  ])('says what is wrong with the key they name: %s', async (reason, words) => {
    const refusing = new FakeNode({
      lookUp: () => found,
      addContact: () => {
        throw new AppError('FORMER_KEY_INVALID', { reason });
      },
    });
    const { exitCode, err } = await kith(['add', 'bob:1', '--yes', '--replaces', 'x'], { node: refusing });
    expect([exitCode, err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('compares given digits even with a link', async () => {
    const asked = node({ fromLink: true });
    const { err } = await kith(['add', 'kith://', '--fingerprint', '9 8 7', '--json'], { node: asked });
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'FINGERPRINT_DIFFERS' } });
    expect(asked.called('addContact')).toEqual([]);
  });

  it('tells a part of the right digits from other ones', async () => {
    const asked = node();
    const { err, exitCode } = await kith(['add', 'bob:8443', '--fingerprint', '12345 6'], { node: asked });
    expect([exitCode, err]).toEqual([2, expect.stringContaining('these are the first 6')]);
    expect(asked.called('addContact')).toEqual([]);
  });

  it('does not ask under --json, which promises one document', async () => {
    const { exitCode, out } = await kith(['add', 'bob:8443', '--json'], { node: node(), script: [] });
    expect([exitCode, out]).toEqual([2, '']);
  });

  it('says that a contact exists, and what the network answered', async () => {
    const known = node({ contactId: BOB.id });
    known.setRows('contacts', [BOB]);
    expect((await kith(['add', 'bob:1', '--name', 'Carol'], { node: known })).err).toBe(
      'That is already your contact Bob. Nothing was changed.\n',
    );
    const silent = new FakeNode({
      lookUp: () => {
        throw new AppError('PEER_REFUSED_CONNECTION', { address: 'bob:1' });
      },
    });
    const { exitCode, err } = await kith(['add', 'bob:1'], { node: silent });
    expect([exitCode, err]).toEqual([
      8,
      'Nobody listens at bob:1. Their node may be off, or the port is another.\n',
    ]);
  });
});
