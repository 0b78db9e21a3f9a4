import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';

describe('an expected failure', () => {
  it('is known by its code and whose fault it is', () => {
    const error = new AppError('PORT_BUSY', { port: 8443 });
    expect(error).toMatchObject({ code: 'PORT_BUSY', fault: 'config', params: { port: 8443 } });
    expect(AppError.is(error, 'PORT_BUSY')).toBe(true);
    expect(AppError.is(error, 'DISK_FULL')).toBe(false);
    expect(AppError.is(new Error('PORT_BUSY'), 'PORT_BUSY')).toBe(false);
  });

  it('keeps its cause for the log and out of its message', () => {
    const cause = new Error('/home/alice/secret path');
    const error = new AppError('STORE_FAILED', {}, cause);
    expect(error.cause).toBe(cause);
    expect(error.message).toBe('STORE_FAILED');
  });
});
