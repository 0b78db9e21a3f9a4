import { describe, expect, it } from 'vitest';
import { checkedLink, linkedText } from './linked-text.js';

describe('a text', () => {
  it.each([
    ['without links stays whole', 'see you at eight', [{ text: 'see you at eight' }]],
    [
      'shows a link between words',
      'see https://example.org/a?b, ok',
      [
        { text: 'see ' },
        { text: 'https://example.org/a?b', href: 'https://example.org/a?b' },
        { text: ', ok' },
      ],
    ],
    [
      'completes an address without scheme',
      'example.org',
      [{ text: 'example.org', href: 'http://example.org/' }],
    ],
    [
      'knows an invitation',
      'kith://add/a.example:8443?id=kith1qqq',
      [{ text: 'kith://add/a.example:8443?id=kith1qqq', href: 'kith://add/a.example:8443?id=kith1qqq' }],
    ],
    [
      'knows an invitation of somebody nobody can call',
      'kith://add/?id=kith1qqq',
      [{ text: 'kith://add/?id=kith1qqq', href: 'kith://add/?id=kith1qqq' }],
    ],
    [
      'names the host of a look-alike',
      'https://аpple.com',
      [{ text: 'https://аpple.com', href: 'https://xn--pple-43d.com/', host: 'xn--pple-43d.com' }],
    ],
    ['does not link a script', 'javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
    ['does not link a file', 'file:///etc/passwd', [{ text: 'file:///etc/passwd' }]],
  ])('%s', (_, text, parts) => {
    expect(linkedText(text)).toEqual(parts);
  });

  it('leads where it says, whatever stands before an @', () => {
    const web = linkedText('https://bank.example@evil.example/').filter(({ href }) =>
      href?.startsWith('http'),
    );
    expect(web).toEqual([{ text: 'https://bank.example', href: 'https://bank.example/' }]);
  });

  it('is found in well under a second however long it is', () => {
    const text = 'a.'.repeat(16_000) + '(((('.repeat(8_000);
    expect(
      linkedText(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('an address', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///x',
    'smb://x',
    'https://a@b/',
    'not an address',
  ])('%s is not opened', (url) => {
    expect(checkedLink(url)).toBeUndefined();
  });
});
