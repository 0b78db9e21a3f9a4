import { describe, expect, it } from 'vitest';
import { AppError } from '../base/app-error.js';
import { findByName, findByNumberOrName } from './find-contact.js';

const row = (name: string, digit: string, isNamedByOwner = false) => ({
  isNamedByOwner,
  id: digit.repeat(32),
  name,
  nodeIdText: `kith1${digit.repeat(57)}`,
});
const BOB = row('Bob', '1');
const BOBBY = row('Bobby', '2');
const ZOE = row('Zoë', '3');
const ROWS = [BOB, BOBBY, ZOE];

describe('finding a contact', () => {
  it('takes a whole name the owner gave before a beginning of another, and before the same name somebody chose', () => {
    const given = row('Bob', '6', true);
    expect(findByName([...ROWS, given], 'bob')).toBe(given);
  });

  it('lets nobody take what means another by renaming themself to it', () => {
    const mallory = row('Bob', '7');
    for (const bobby of [BOBBY, row('Bobby', '8', true)]) {
      expect(findByName([bobby], 'bob')).toBe(bobby);
      expect(() => findByName([bobby, mallory], 'bob')).toThrow(
        expect.objectContaining({ code: 'AMBIGUOUS_NAME' }),
      );
    }
    expect(findByName([mallory, ZOE], 'bob')).toBe(mallory);
  });

  it('takes the beginning of a name that no other shares', () => {
    expect(findByName(ROWS, 'bobb')).toBe(BOBBY);
  });

  it('does not mind case or how letters are composed', () => {
    expect(findByName(ROWS, 'ZOE\u0308')).toBe(ZOE);
  });

  it('takes the beginning of a node id or contact id', () => {
    expect(findByName(ROWS, 'kith1222')).toBe(BOBBY);
    expect(findByName(ROWS, '3333333333')).toBe(ZOE);
  });

  it('never guesses: it lists the candidates, made safe', () => {
    const rows = [row('Ann\u001b[2J', '4'), row('Anna', '5')];
    const find = () => findByName(rows, 'an');
    expect(find).toThrow(AppError);
    expect(find).toThrow(
      expect.objectContaining({
        code: 'AMBIGUOUS_NAME',
        params: { name: 'an', what: 'contact', candidates: 'Ann (kith1444444444…), Anna (kith1555555555…)' },
      }),
    );
  });

  it('does not take two people of one name for one', () => {
    expect(() => findByName([BOB, row('BOB', '9')], 'Bob')).toThrow(
      expect.objectContaining({ code: 'AMBIGUOUS_NAME' }),
    );
  });

  it('finds nobody for nothing and for strangers', () => {
    for (const typed of ['', '  ', 'Mallory']) {
      expect(() => findByName(ROWS, typed)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    }
  });

  it('takes the number on a printed list', () => {
    expect(findByNumberOrName(ROWS, '2', 'request')).toBe(BOBBY);
    expect(() => findByNumberOrName(ROWS, '4', 'request')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});
