import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import { err, ok } from '../../src/base/result.js';
import type { ViewState } from '../../src/contract/client.js';
import type { SearchRow } from '../../src/contract/values.js';
import { SearchResults } from './search-results.js';

interface Following {
  readonly text: string;
  readonly answer: (positions: readonly string[], hasMore?: boolean) => void;
  readonly refuse: () => void;
}

const row = (position: string) => ({ id: `r${position}`, position }) as SearchRow;

describe('a search', () => {
  let following: Following[];
  let rests: (() => void)[];
  let pages: { readonly before?: string }[];
  let page: unknown;
  let results: SearchResults;
  beforeEach(() => {
    following = [];
    rests = [];
    pages = [];
    page = ok({ rows: [], hasMore: false, unsearched: 0 });
    const follow = (
      _: string,
      { text }: { text: string },
      onChange: (state: ViewState<SearchRow>) => void,
      onRefused: (error: AppError) => void,
    ) => {
      const one: Following = {
        text,
        answer: (positions, hasMore = false) => {
          onChange({ rows: positions.map(row), hasOlder: false, hasNewer: hasMore });
        },
        refuse: () => {
          onRefused(new AppError('COMMAND_FAILED'));
        },
      };
      following.push(one);
      return () => {
        following = following.filter((other) => other !== one);
      };
    };
    const call = (_: string, params: { before?: string }) => {
      pages.push(params);
      return Promise.resolve(page);
    };
    const schedule = {
      after: (_: number, action: () => void) => rests.push(action),
      beforePaint: () => undefined,
    };
    results = new SearchResults({ follow, call } as never, schedule);
  });

  const found = () => results.store.getState().rows.map(({ position }) => position);
  const type = (text: string) => {
    results.search(text);
    for (const rest of rests.splice(0)) rest();
  };

  it('asks once for what was typed in one go', () => {
    results.search('b');
    results.search('bo');
    results.search('boat ');
    for (const rest of rests.splice(0)) rest();
    expect(following.map(({ text }) => text)).toEqual(['boat']);
  });

  it('shows what it found until there is an answer to the next text', () => {
    type('boat');
    following[0]?.answer(['1', '2']);
    type('boats');
    expect([found(), results.store.getState().text]).toEqual([['1', '2'], 'boat']);
    following[0]?.answer(['2']);
    expect([found(), results.store.getState().text, following.length]).toEqual([['2'], 'boats', 1]);
  });

  it('goes on with the page behind what it has', async () => {
    type('boat');
    following[0]?.answer(['1', '2'], true);
    page = ok({ rows: [row('3')], hasMore: false, unsearched: 7 });
    await results.more();
    expect(pages).toEqual([{ text: 'boat', before: '2', limit: 50 }]);
    expect([found(), results.store.getState().hasMore]).toEqual([['1', '2', '3'], false]);
    expect(results.store.getState().unsearched).toBe(7);
  });

  it('keeps the further pages when something newer is found, and what slid behind it', async () => {
    type('boat');
    following[0]?.answer(['2', '3'], true);
    page = ok({ rows: [row('4')], hasMore: true, unsearched: 0 });
    await results.more();
    following[0]?.answer(['1', '2'], true);
    expect([found(), results.store.getState().hasMore]).toEqual([['1', '2', '3', '4'], true]);
  });

  it('lets go of what is not there any more', () => {
    type('boat');
    following[0]?.answer(['1', '2', '3']);
    following[0]?.answer(['1', '3']);
    expect(found()).toEqual(['1', '3']);
  });

  it('says how many messages were not looked through', async () => {
    page = ok({ rows: [], hasMore: false, unsearched: 12 });
    type('boat');
    following[0]?.answer([]);
    await expect.poll(() => results.store.getState().unsearched).toBe(12);
  });

  it('follows the index until it has everything, and asks no more then', async () => {
    page = ok({ rows: [], hasMore: false, unsearched: 12 });
    type('boat');
    following[0]?.answer([]);
    await expect.poll(() => rests).toHaveLength(1);
    page = ok({ rows: [], hasMore: false, unsearched: 0 });
    for (const rest of rests.splice(0)) rest();
    await expect.poll(() => results.store.getState().unsearched).toBe(0);
    expect([pages.length, rests]).toEqual([2, []]);
  });

  it('asks no more about a text that is not searched for any more', async () => {
    page = ok({ rows: [], hasMore: false, unsearched: 12 });
    type('boat');
    following[0]?.answer([]);
    await expect.poll(() => rests).toHaveLength(1);
    results.close();
    for (const rest of rests.splice(0)) rest();
    expect(pages).toHaveLength(1);
  });

  it('keeps what it has when the next page cannot be had, and says why', async () => {
    type('boat');
    following[0]?.answer(['1'], true);
    page = err(new AppError('NODE_NOT_RUNNING'));
    await results.more();
    expect([found(), results.store.getState().error?.code]).toEqual([['1'], 'NODE_NOT_RUNNING']);
  });

  it('says that the node refused', () => {
    type('boat');
    following[0]?.refuse();
    expect(results.store.getState()).toMatchObject({ text: 'boat', error: { code: 'COMMAND_FAILED' } });
  });

  it('ends with its text', () => {
    type('boat');
    following[0]?.answer(['1']);
    type('');
    expect([found(), following]).toEqual([[], []]);
  });
});
