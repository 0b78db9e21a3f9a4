import { describe, expect, it } from 'vitest';
import { invitationWarning } from './invitation.js';

describe('an invitation', () => {
  it.each([
    ['is enough with a public address', ['192.168.0.2:8443', 'alice.example.org:8443'], undefined],
    ['reaches only this house', ['192.168.0.2:8443', '127.0.0.1:8443'], 'private'],
    ['reaches only this machine', ['127.0.0.1:8443'], 'loopback'],
    ['holds no address', [], 'none'],
  ])('%s', (_, addresses, warning) => {
    expect(invitationWarning(addresses)).toBe(warning);
  });
});
