import { describe, expect, it } from 'vitest';
import { LayeredMap } from './layered-map.js';

const one = { value: 1 };
const two = { value: 2 };

function committed(): LayeredMap<string, { value: number }> {
  const map = new LayeredMap<string, { value: number }>();
  map.set('alice', one);
  map.keepItem();
  map.keepBatch();
  return map;
}

describe('what the lane remembers of links', () => {
  it('is seen by the item that changed it, and by those after it', () => {
    const map = committed();
    map.set('alice', two);
    expect(map.get('alice')).toBe(two);
    map.keepItem();
    expect(map.get('alice')).toBe(two);
    map.delete('alice');
    expect(map.get('alice')).toBeUndefined();
  });

  it('is forgotten with the item that failed', () => {
    const map = committed();
    map.set('bob', two);
    map.keepItem();
    map.set('alice', two);
    map.delete('bob');
    map.dropItem();
    expect(map.get('alice')).toBe(one);
    expect(map.get('bob')).toBe(two);
  });

  it('is forgotten with the commit that failed', () => {
    const map = committed();
    map.set('alice', two);
    map.keepItem();
    map.delete('alice');
    map.dropBatch();
    expect(map.get('alice')).toBe(one);
  });

  it('stays with the commit that succeeded', () => {
    const map = committed();
    map.delete('alice');
    map.set('bob', two);
    map.keepItem();
    map.keepBatch();
    map.dropBatch();
    expect(map.get('alice')).toBeUndefined();
    expect(map.get('bob')).toBe(two);
  });
});
