import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../words/language.js';
import { invitationText, invitationWarning } from './invitation.js';

const LINK = 'kith://add/alice.example.org:8443?id=kith1';

afterEach(() => setLanguage('en'));

describe('an invitation', () => {
  it.each([
    ['en', /Kith, a messenger .* free software .* I can send you the program or its source/u],
    ['ru', /Kith: это мессенджер .* свободная программа.* я могу переслать программу или её исходный код/u],
  ])('says in %s what Kith is and how to get it, with the link on its own line', async (language, said) => {
    await setLanguage(language);
    const [text, link, ...more] = invitationText(LINK).split('\n');
    expect(text).toMatch(said);
    expect([link, more]).toEqual([LINK, []]);
  });

  it.each([
    ['is enough with a public address', ['192.168.0.2:8443', 'alice.example.org:8443'], undefined],
    ['reaches only this house', ['192.168.0.2:8443', '127.0.0.1:8443'], 'private'],
    ['reaches only this machine', ['127.0.0.1:8443'], 'loopback'],
    ['holds no address', [], 'none'],
  ])('%s', (_, addresses, warning) => {
    expect(invitationWarning(addresses)).toBe(warning);
  });
});
