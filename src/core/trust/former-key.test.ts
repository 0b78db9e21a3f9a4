import { describe, expect, it } from 'vitest';
import { formatNodeId, type NodeId } from '../../base/ids.js';
import { formatAddLink } from './add-link.js';
import { parseFormerKey } from './former-key.js';

const ALICE = `0a${'11'.repeat(31)}` as NodeId;
const BOB = `0b${'22'.repeat(31)}` as NodeId;
const BOB_BEFORE = `0c${'33'.repeat(31)}` as NodeId;
const ASKED = { self: BOB, recipient: ALICE };

describe('the key Bob was known by', () => {
  it.each([
    ['alone', formatNodeId(BOB_BEFORE)],
    ['in the capitals of a QR code', formatNodeId(BOB_BEFORE).toUpperCase()],
    ['in the link of that time', formatAddLink(BOB_BEFORE, 'bob.example.org:8443')],
    ['in an invitation', `Add me:\n${formatAddLink(BOB_BEFORE, undefined)}\nBob`],
  ])('is read where it stands %s', (_, text) => {
    expect(parseFormerKey(text, ASKED)).toEqual({ ok: true, value: BOB_BEFORE });
  });

  it.each([
    ['nothing', '', 'unreadable'],
    ['an address', 'bob.example.org:8443', 'unreadable'],
    ['a key that was cut off', formatNodeId(BOB_BEFORE).slice(0, -1), 'unreadable'],
    [
      'a key with a mistyped letter',
      formatNodeId(BOB_BEFORE).replace(/.$/u, (end) => (end === 'q' ? 'p' : 'q')),
      'unreadable',
    ],
    ['a key as it stands in the database', BOB_BEFORE, 'unreadable'],
    ['the key he has now', formatNodeId(BOB), 'own'],
    ['the key of whom he asks', formatAddLink(ALICE, 'alice.example.org:8443'), 'theirs'],
  ])('is not %s', (_, text, reason) => {
    expect(parseFormerKey(text, ASKED)).toMatchObject({
      ok: false,
      error: { code: 'FORMER_KEY_INVALID', params: { reason } },
    });
  });
});
