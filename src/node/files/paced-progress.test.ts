import { describe, expect, it } from 'vitest';
import { manualTimers } from '../../testing/network/manual-timers.js';
import { sampleId } from '../../testing/contracts/samples.js';
import type { FileEvent } from './file-calls.js';
import { pacedProgress } from './paced-progress.js';

const [FILM, SONG] = [sampleId('transfer', 1), sampleId('transfer', 2)];

function paced() {
  const timers = manualTimers();
  const told: (readonly [string, number])[] = [];
  const { tell, tellRest } = pacedProgress(({ id, chunks }) => {
    told.push([id === FILM ? 'film' : 'song', chunks]);
  }, timers);
  const at = (id: typeof FILM, chunks: number): Extract<FileEvent, { type: 'progress' }> => ({
    type: 'progress',
    id,
    chunks,
  });
  return {
    told,
    timers,
    tellRest,
    film: (chunks: number) => {
      tell(at(FILM, chunks));
    },
    song: (chunks: number) => {
      tell(at(SONG, chunks));
    },
  };
}

describe('how far a file is', () => {
  it('is told at once, and then as it is last, every 200 ms', () => {
    const { film, song, timers, told } = paced();
    film(0);
    film(1);
    film(2);
    song(7);
    expect(told).toEqual([
      ['film', 0],
      ['song', 7],
    ]);
    timers.advance(200);
    film(3);
    expect(told.slice(2)).toEqual([['film', 2]]);
    timers.advance(200);
    expect(told.slice(3)).toEqual([['film', 3]]);
  });

  it('is told though nothing comes after it', () => {
    const { film, timers, told } = paced();
    film(0);
    film(5);
    timers.advance(200);
    timers.advance(10_000);
    expect(told).toEqual([
      ['film', 0],
      ['film', 5],
    ]);
  });

  it('is told before it is told that nothing more comes, and never after', () => {
    const { film, song, tellRest, timers, told } = paced();
    film(0);
    film(5);
    song(1);
    tellRest();
    timers.advance(10_000);
    expect(told).toEqual([
      ['film', 0],
      ['song', 1],
      ['film', 5],
    ]);
  });
});
