import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from './copy-text.js';
import { toastManager } from './toasts.js';

describe('a text that is copied', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is told to be copied only when it was, and a refusal is said', async () => {
    const said = vi.spyOn(toastManager, 'add').mockReturnValue('1');
    expect(await copyText({ copyText: () => Promise.resolve() }, 'kith://')).toBe(true);
    expect(said).not.toHaveBeenCalled();
    expect(await copyText({ copyText: () => Promise.reject(new Error('refused')) }, 'kith://')).toBe(false);
    expect(said).toHaveBeenCalledOnce();
  });
});
