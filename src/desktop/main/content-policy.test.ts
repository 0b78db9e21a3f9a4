import { describe, expect, it } from 'vitest';
import { contentPolicy } from './content-policy.js';

describe('the content security policy', () => {
  it('lets the window use its own files and nothing else', () => {
    const policy = contentPolicy([]).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain('media-src app://kith/media/');
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("trusted-types 'none'");
    expect(policy.join(' ')).not.toMatch(/unsafe|https?:|\*/u);
  });
});
