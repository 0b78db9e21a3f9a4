import { describe, expect, it } from 'vitest';
import type { CurrentStore } from './store-fixture.js';

export function noticeStoreContract(current: CurrentStore): void {
  describe('notices', () => {
    const notices = () => current().connection.store.notices;

    it('keep code, parameters and time', () => {
      notices().add('STREAM_BROKEN', { name: 'Bob', count: 2, final: true }, 5);
      expect(current().inspect.notices()).toEqual([
        { code: 'STREAM_BROKEN', params: { name: 'Bob', count: 2, final: true }, at: 5 },
      ]);
    });

    it('are the newest hundred', () => {
      for (let at = 1; at <= 120; at++) notices().add('STREAM_BROKEN', {}, at);
      const kept = current().inspect.notices();
      expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([100, 21, 120]);
    });
  });
}
