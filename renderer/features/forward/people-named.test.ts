import { describe, expect, it } from 'vitest';
import type { ContactRow } from '../../../src/contract/values.js';
import { peopleNamed } from './people-named.js';

const person = (name: string) => ({ id: name, name }) as ContactRow;
const names = (rows: readonly ContactRow[]) => rows.map(({ name }) => name);
const PEOPLE = ['Zoë', 'Пётр', 'Bob', 'bobby'].map(person);

describe('whom something is passed on to', () => {
  it('is found by any part of the name, in any case, with or without dots', () => {
    expect(names(peopleNamed(PEOPLE, ' BOB ', []))).toEqual(['Bob', 'bobby']);
    expect(names(peopleNamed(PEOPLE, 'петр', []))).toEqual(['Пётр']);
    expect(peopleNamed(PEOPLE, 'Carol', [])).toEqual([]);
  });

  it('stays in sight once chosen, whatever is looked for', () => {
    expect(names(peopleNamed(PEOPLE, 'bobby', ['Zoë']))).toEqual(['bobby', 'Zoë']);
    const crowd = Array.from({ length: 60 }, (_, index) => person(`P${String(index).padStart(2, '0')}`));
    expect(peopleNamed(crowd, '', [])).toHaveLength(50);
    expect(names(peopleNamed(crowd, '', ['P59']))).toContain('P59');
  });
});
