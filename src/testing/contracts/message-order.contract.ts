import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALICE, BOB, WITH_BOB, sampleBytes, sampleMessage } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

const numbers = fc.uniqueArray(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 20 });

export function messageOrderContract(current: CurrentStore): void {
  describe('gap marks', () => {
    const messages = () => current().connection.store.messages;
    const gap = (authorSeq: number) => current().inspect.gapBefore(WITH_BOB, BOB, authorSeq);
    const inItem = (act: () => void) => {
      current().connection.beginItem();
      act();
      current().connection.dropItem();
    };
    const expectTrueGaps = (present: readonly number[]) => {
      const sorted = [...present].sort((a, b) => a - b);
      const expected = sorted.map((authorSeq, index) => authorSeq - (sorted[index - 1] ?? 0) - 1);
      expect(sorted.map(gap)).toEqual(expected);
    };

    it('appear before a message that came early and close when the missing ones come', () => {
      messages().add(sampleMessage(4));
      expect(gap(4)).toBe(3);
      messages().add(sampleMessage(2));
      expect([gap(2), gap(4)]).toEqual([1, 1]);
      messages().add(sampleMessage(3));
      messages().add(sampleMessage(1));
      expect([1, 2, 3, 4].map(gap)).toEqual([0, 0, 0, 0]);
    });

    it('say up to where nothing is missing', () => {
      const whole = () => messages().wholeTo(WITH_BOB, BOB);
      expect(whole()).toBe(0);
      for (const [authorSeq, expected] of [
        [2, 0],
        [1, 2],
        [6, 2],
        [4, 2],
        [3, 4],
        [5, 6],
      ] as const) {
        messages().add(sampleMessage(authorSeq));
        expect(whole()).toBe(expected);
      }
      expect(messages().wholeTo(WITH_BOB, ALICE)).toBe(0);
    });

    it('are true after any order of arrival', () => {
      fc.assert(
        fc.property(numbers, (order) => {
          inItem(() => {
            for (const [index, authorSeq] of order.entries()) {
              messages().add(sampleMessage(authorSeq));
              messages().add(sampleMessage(authorSeq, { author: ALICE }));
              expectTrueGaps(order.slice(0, index + 1));
            }
          });
        }),
        { numRuns: 40 },
      );
    });

    it('are true after messages moved', () => {
      const move = fc.tuple(fc.nat(), fc.integer({ min: 2, max: 60 }));
      fc.assert(
        fc.property(numbers, fc.array(move, { maxLength: 8 }), (order, moves) => {
          inItem(() => {
            const places = order.map((authorSeq) => sampleMessage(authorSeq));
            for (const message of places) messages().add(message);
            for (const [which, authorSeq] of moves) {
              const message = places[which % places.length];
              const isTaken = places.some((other) => other.authorSeq === authorSeq && other !== message);
              if (!message || isTaken) continue;
              const to = { authorSeq, lamport: message.lamport, payload: sampleBytes('moved') };
              messages().move(message, to);
              places[places.indexOf(message)] = { ...message, ...to };
              expectTrueGaps(places.map((place) => place.authorSeq));
            }
          });
        }),
        { numRuns: 40 },
      );
    });

    it('are never before system lines', () => {
      messages().add(sampleMessage(50, { author: null, kind: 0 }));
      messages().add(sampleMessage(70, { author: null, kind: 0 }));
      expect(current().inspect.gapBefore(WITH_BOB, null, 50)).toBe(0);
      expect(current().inspect.gapBefore(WITH_BOB, null, 70)).toBe(0);
    });
  });
}
