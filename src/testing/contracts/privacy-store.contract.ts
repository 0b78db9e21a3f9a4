import { describe, expect, it } from 'vitest';
import type { CurrentStore } from './store-fixture.js';

export function privacyStoreContract(current: CurrentStore): void {
  describe('what contacts may know', () => {
    const privacy = () => current().connection.store.privacy;

    it('is receipts and typing, and not who is there, until the owner chooses', () => {
      expect(privacy().get()).toEqual({ receipts: true, typing: true, presence: false });
    });

    it('is what was put last', () => {
      privacy().put({ receipts: true, typing: true, presence: true });
      privacy().put({ receipts: false, typing: true, presence: false });
      expect(privacy().get()).toEqual({ receipts: false, typing: true, presence: false });
    });
  });
}
