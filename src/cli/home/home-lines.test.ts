import { describe, expect, it } from 'vitest';
import { NOON } from '../../../tests/cli/fake-shell.js';
import { ALICE, contact, conversation, message, request } from '../../../tests/cli/people.js';
import { displayWidth } from '../width.js';
import { homeLines, peopleOf } from './home-lines.js';

const BOB = contact('Bob');
const CAROL = contact('Carol', { state: 'requested' });
const WITH_BOB = conversation(BOB, {
  unread: 2,
  last: message('See you\u001b[2J', { receivedAt: NOON + 1 }),
});

function lines(people = peopleOf([CAROL, BOB], [WITH_BOB]), requests = [request('Dave')]) {
  return homeLines({ self: ALICE, people, requests }, 60);
}

describe('the home screen', () => {
  it('shows the fingerprint, the link, who asks, and the latest conversation first', () => {
    expect(lines()).toEqual([
      '',
      'Fingerprint  00000 11111 22222 33333 44444 55555',
      'Link         kith://add/alice.example.org:8443?id=kith1qqq',
      '',
      '! 1 request waiting: r',
      '',
      ' 1  Bob    (2 new) See you',
      ' 2  Carol  waiting for their answer',
      '',
      'A number to chat, a add, i invite, r requests, s status, q',
      'quit; then Enter',
    ]);
  });

  it('says of a link without an address that nobody can call with it', () => {
    const self = { ...ALICE, addresses: [], link: 'kith://add/?id=kith1qqq' };
    const shown = homeLines({ self, people: [], requests: [] }, 200);
    expect(shown.join('\n')).toContain('nobody can call you with it: i tells what to do about that.');
    expect(lines().join(' ')).not.toContain('nobody can call');
  });

  it('never cuts the link, which is there to be copied', () => {
    const shown = homeLines({ self: ALICE, people: [], requests: [] }, 20);
    expect(shown.join('')).toContain(ALICE.link);
  });

  it('shows drafts and ticks', () => {
    expect(lines(peopleOf([BOB], [conversation(BOB, { draft: 'I wanted' })]), []).join()).toContain(
      'Draft: I wanted',
    );
    const last = message('Yes', { direction: 'out', state: 'read' });
    expect(lines(peopleOf([BOB], [conversation(BOB, { last })]), []).join()).toContain('You: Yes ✓✓');
  });

  it('tells the next step to somebody without contacts', () => {
    expect(lines([], []).join('\n')).toContain('No contacts yet.');
  });

  it('leaves out who is blocked, and clips what is long', () => {
    expect(peopleOf([contact('Bob', { state: 'blocked' })], [])).toEqual([]);
    const last = message('日本'.repeat(60));
    for (const line of lines(peopleOf([BOB], [conversation(BOB, { unread: 2, last })]), []).slice(4, -1)) {
      expect(displayWidth(line)).toBeLessThanOrEqual(60);
    }
  });
});
