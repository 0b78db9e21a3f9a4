import { describe, expect, it } from 'vitest';
import { sampleBytes } from './samples.js';
import type { CurrentStore } from './store-fixture.js';

export function commandLogContract(current: CurrentStore): void {
  describe('commands that were done', () => {
    const commands = () => current().connection.store.commands;
    const done = (key: string, result = '{}') => ({ key, digest: sampleBytes('digest'), result });

    it('are found by the id their caller chose', () => {
      expect(commands().find('contact/1')).toBeUndefined();
      commands().add(done('contact/1', '{"contactId":"b0"}'));
      expect(commands().find('contact/1')).toEqual(done('contact/1', '{"contactId":"b0"}'));
      expect(commands().find('contact/2')).toBeUndefined();
    });

    it('are what was done last under an id', () => {
      commands().add(done('request/1', '1'));
      commands().add(done('request/1', '2'));
      expect(commands().find('request/1')?.result).toBe('2');
    });

    it('are kept as far as the newest ten thousand', () => {
      for (let number = 0; number <= 10_000; number++) commands().add(done(String(number)));
      expect(commands().find('0')).toBeUndefined();
      expect(commands().find('1')).toEqual(done('1'));
      expect(commands().find('10000')).toEqual(done('10000'));
    });
  });
}
