import { beforeEach, describe, expect, it } from 'vitest';
import type { ViewState } from '../../src/contract/client.js';
import type { MessageRow } from '../../src/contract/values.js';
import type { ViewParams } from '../../src/contract/views.js';
import { MessageWindow, ROWS_EACH_SIDE } from './message-window.js';

type Asked = Extract<ViewParams<'messages'>, { anchor: unknown }>;
interface Following {
  readonly params: Asked;
  /** Its rows come, and are drawn. @param second what there is to say about the second of them */
  readonly answer: (
    positions: readonly string[],
    anchor: string | null,
    second?: Partial<MessageRow>,
  ) => void;
  /** Its rows come. */
  readonly arrive: Following['answer'];
}

function rowAt(position: string, changes: Partial<MessageRow>): MessageRow {
  return { id: `m${position}`, position, ...changes } as MessageRow;
}

describe('a window on a conversation', () => {
  let following: Following[];
  let frames: (() => void)[];
  let window: MessageWindow;
  beforeEach(() => {
    following = [];
    frames = [];
    const follow = (_: string, params: object, onChange: (state: ViewState<MessageRow>) => void) => {
      const one: Following = {
        params: params as Asked,
        answer: (...rows) => {
          one.arrive(...rows);
          paint();
        },
        arrive: (positions, anchor, second = {}) => {
          const rows = positions.map((position, index) => rowAt(position, index === 1 ? second : {}));
          onChange({
            rows,
            hasOlder: false,
            hasNewer: anchor !== null,
            window: { anchor, unreadOlder: 0, unreadNewer: 0 },
          });
        },
      };
      following.push(one);
      return () => {
        following = following.filter((other) => other !== one);
      };
    };
    const schedule = { after: () => undefined, beforePaint: (action: () => void) => frames.push(action) };
    window = new MessageWindow({ follow } as never, schedule, 'c');
  });

  const paint = () => {
    for (const frame of frames.splice(0)) frame();
  };
  const shown = () => window.store.getState().rows.map(({ position }) => position);
  const landing = () => window.store.getState().landing?.rowId;

  it('opens where it is told, and lands there', () => {
    window.open({ anchor: { at: 'unread' } });
    following[0]?.answer(['1', '2', '3'], '2');
    expect([shown(), landing()]).toEqual([['1', '2', '3'], 'm2']);
  });

  it('keeps what it shows until the next rows are there, and lands nowhere for them', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['2', '3'], null);
    const landed = window.store.getState().landing;
    window.recentre('2');
    expect(shown()).toEqual(['2', '3']);
    following[1]?.answer(['1', '2', '3'], '2');
    expect(shown()).toEqual(['1', '2', '3']);
    expect(window.store.getState().landing).toBe(landed);
    expect(following).toHaveLength(1);
  });

  it('shows a row that the next rows have too as the one it was, unless something in it changed', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['1', '2'], null);
    const [first, second] = window.store.getState().rows;
    window.recentre('1');
    following[1]?.answer(['1', '2', '3'], '1', { text: 'now unlike before' });
    const rows = window.store.getState().rows;
    expect(rows.map((row) => row === first || row === second)).toEqual([true, false, false]);
    expect(rows[1]).toMatchObject({ id: 'm2', text: 'now unlike before' });
  });

  it('asks for no other rows while some are on their way', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['2', '3'], null);
    window.recentre('2');
    window.recentre('3');
    expect(following.map(({ params }) => params.anchor)).toEqual([
      { at: 'newest' },
      { at: 'position', position: '2' },
    ]);
  });

  it('never has more than 600 rows', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['2'], null);
    window.recentre('2');
    window.jump({ anchor: { at: 'date', time: 1 } });
    const most = following.reduce((sum, { params }) => sum + params.before + params.after, 0);
    expect([following.length, most]).toEqual([2, 600]);
    expect(ROWS_EACH_SIDE).toBe(150);
  });

  it('jumps within its rows without asking for any', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['2', '3'], null);
    window.jump({ anchor: { at: 'message', id: 'm2' }, isMarked: true });
    paint();
    expect([following.length, landing()]).toEqual([1, 'm2']);
  });

  it('is not called back from where it jumped to by the rows that were there before', () => {
    window.open({ anchor: { at: 'newest' } });
    following[0]?.answer(['8', '9'], null);
    window.jump({ anchor: { at: 'message', id: 'm2' } });
    following[1]?.arrive(['2', '3'], '2');
    window.recentre('8');
    window.follow();
    paint();
    window.recentre('8');
    expect([following.length, shown(), landing()]).toEqual([1, ['2', '3'], 'm2']);
    window.recentre('3');
    expect(following.map(({ params }) => params.anchor).at(-1)).toEqual({ at: 'position', position: '3' });
  });

  it('says that what it was to jump to is gone', () => {
    window.open({ anchor: { at: 'message', id: 'm9' }, isMarked: true });
    following[0]?.answer(['2', '3'], null);
    expect(window.store.getState().landing).toMatchObject({ isMissing: true, rowId: undefined });
  });

  it('asks for nothing any more once it is closed', () => {
    window.open({ anchor: { at: 'newest' } });
    window.close();
    window.recentre('2');
    expect(following).toEqual([]);
  });
});
