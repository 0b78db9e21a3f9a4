import { expect, it } from 'vitest';
import { lookAlikes } from './look-alikes.js';

const person = (nodeId: string, name: string) => ({ nodeId, name, fingerprint: nodeId.repeat(30) });

it('tells apart people whose names look the same, a stranger who asks among them', () => {
  const people = [
    person('1', 'Bob'),
    person('2', 'Carol'),
    person('3', 'В\u200Bob'),
    person('3', 'В\u200Bob'),
  ];
  expect([...lookAlikes(people)]).toEqual([
    ['1', '11111'],
    ['3', '33333'],
  ]);
});

it('leaves alone who is known under one key, a contact and a request of the same one', () => {
  expect(lookAlikes([person('1', 'Bob'), person('1', 'Bob'), person('2', 'Carol')]).size).toBe(0);
});
