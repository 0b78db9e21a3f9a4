import { describe, expect, it } from 'vitest';
import type { CurrentStore } from './store-fixture.js';

export function commandResultsContract(current: CurrentStore): void {
  describe('command results', () => {
    const results = () => current().connection.store.commandResults;
    const entry = { params: '{"text":"hi"}', result: '{"ok":true}' };

    it('are found by command and id', () => {
      results().put('sendMessage', 'a', entry, 10);
      expect(results().find('sendMessage', 'a')).toEqual(entry);
      expect(results().find('sendMessage', 'b')).toBeUndefined();
      expect(results().find('addContact', 'a')).toBeUndefined();
    });

    it('are forgotten by age', () => {
      results().put('sendMessage', 'old', entry, 9);
      results().put('sendMessage', 'young', entry, 10);
      results().forgetOlderThan(10);
      expect(results().find('sendMessage', 'old')).toBeUndefined();
      expect(results().find('sendMessage', 'young')).toEqual(entry);
    });
  });
}
