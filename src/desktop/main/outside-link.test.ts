import { describe, expect, it } from 'vitest';
import { outsideLink } from './outside-link.js';

describe('a link that leaves the app', () => {
  it.each([
    ['https://example.org/a?b#c', 'example.org'],
    ['http://example.org:8080/', 'example.org:8080'],
    ['https://EXAMPLE.org', 'example.org'],
    // A look-alike shows what it is.
    ['https://exаmple.org/', 'xn--exmple-4nf.org'],
    ['https://example.org.evil.test/', 'example.org.evil.test'],
    ['mailto:bob@example.org', 'bob@example.org'],
  ])('%s shows where it leads', (url, destination) => {
    expect(outsideLink(url)?.destination).toBe(destination);
  });

  it.each([
    'https://example.org@evil.test/',
    'https://user:password@example.org/',
    'file:///etc/passwd',
    'smb://server/share',
    'javascript:alert(1)',
    'data:text/html,hello',
    'vbscript:x',
    'ms-msdt:/id',
    'kith://add/example.org:8443',
    'app://kith/index.html',
    'mailto:',
    'https://',
    'example.org',
    '',
  ])('%s is not opened', (url) => {
    expect(outsideLink(url)).toBeUndefined();
  });
});
