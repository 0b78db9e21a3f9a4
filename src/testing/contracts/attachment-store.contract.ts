import { describe, expect, it } from 'vitest';
import { sampleId, WITH_BOB } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function attachmentStoreContract(current: CurrentStore): void {
  describe('attachments', () => {
    const store = () => current().connection.store.attachments;
    const sample = (n: number) => ({
      id: sampleId('attachment', n),
      path: `/home/alice/${String(n)}.txt`,
      name: `${String(n)}.txt`,
      sizeBytes: n,
      keepMetadata: false,
      thumbnail: null,
      spoolId: null,
    });
    const [first, second, third] = [sample(1), sample(2), sample(3)] as const;
    const add = () => {
      for (const one of [first, second, third]) store().add(one);
    };

    it('are kept in the order they were given', () => {
      add();
      store().attach(WITH_BOB, [third.id, first.id]);
      expect(store().of(WITH_BOB)).toEqual([third, first]);
      store().attach(WITH_BOB, [first.id, second.id, third.id]);
      expect(store().of(WITH_BOB)).toEqual([first, second, third]);
    });

    it('that are taken out are forgotten', () => {
      add();
      store().attach(WITH_BOB, [first.id, second.id]);
      expect(store().attach(WITH_BOB, [second.id])).toEqual([first]);
      expect(store().get(first.id)).toBeUndefined();
      expect(store().of(WITH_BOB)).toEqual([second]);
    });

    it('go without their metadata, but those that were named last', () => {
      add();
      store().attach(WITH_BOB, [first.id, second.id]);
      store().keepMetadata(WITH_BOB, [second.id, third.id]);
      expect(store().of(WITH_BOB)).toEqual([first, { ...second, keepMetadata: true }]);
      store().attach(WITH_BOB, [second.id, first.id]);
      expect(store().of(WITH_BOB)).toEqual([{ ...second, keepMetadata: true }, first]);
      expect(store().get(third.id)).toEqual(third);
      store().keepMetadata(WITH_BOB, []);
      expect(store().of(WITH_BOB)).toEqual([second, first]);
    });

    it('that went are forgotten, and tell where they were attached', () => {
      add();
      store().attach(WITH_BOB, [first.id, second.id]);
      expect(store().take(first.id)).toEqual({ conversationId: WITH_BOB });
      expect(store().take(third.id)).toEqual({ conversationId: null });
      expect(store().take(first.id)).toBeUndefined();
      expect(store().of(WITH_BOB)).toEqual([second]);
    });

    it('have the small picture they were given, if any', () => {
      add();
      const thumbnail = new Uint8Array([0xff, 0xd8, 0xff]);
      store().putThumbnail(second.id, thumbnail);
      expect(store().get(second.id)).toEqual({ ...second, thumbnail });
      expect(store().get(first.id)).toEqual(first);
    });

    it('of which only so many wait to be attached', () => {
      add();
      store().attach(WITH_BOB, [first.id]);
      expect(store().keepLoose(1)).toEqual([second]);
      expect([first, second, third].map(({ id }) => store().get(id))).toEqual([first, undefined, third]);
    });

    it('that were given up are forgotten, unless they were attached meanwhile', () => {
      add();
      store().attach(WITH_BOB, [first.id]);
      expect([first, second, second].map(({ id }) => store().dropLoose(id))).toEqual([
        undefined,
        second,
        undefined,
      ]);
      expect([first, second].map(({ id }) => store().get(id))).toEqual([first, undefined]);
    });

    it('keep what they were when the same id comes again', () => {
      store().add(first);
      store().add({ ...first, path: '/elsewhere' });
      expect(store().get(first.id)).toEqual(first);
    });
  });
}
