import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Bytes, utf8 } from '../../base/bytes.js';
import type { SignalRecords } from '../../core/ports/signal-records.js';
import { signalRecordsContract } from '../../testing/contracts/signal-records.contract.js';
import { memoryStore } from '../../testing/memory-store/memory-store.js';
import { createIdentity } from './identity-cipher.js';
import { RecordOverlay } from './record-overlay.js';

const BOB = createIdentity().nodeId;

describe('the overlay of a batch', () => {
  let current = memoryStore();
  beforeEach(() => {
    const { connection, ...rest } = memoryStore();
    const signal = new RecordOverlay(connection.store.signal);
    current = { connection: { ...connection, store: { ...connection.store, signal } }, ...rest };
  });
  signalRecordsContract(() => current);
});

describe('a batch', () => {
  it('reaches the store when it is flushed, once and whole', () => {
    const { records, overlay } = open();
    overlay.putSession('bob.1', utf8('1'));
    overlay.putPreKey(1, utf8('pre'), BOB);
    overlay.putKyberPreKey(1, utf8('kyber'), BOB);
    overlay.putSignedPreKey(1, utf8('signed'), 5);
    expect(contents(records)).toEqual(contents(open().records));
    overlay.flush();
    expect(contents(records)).toEqual(contents(overlay));
    expect(records.session('bob.1')).toEqual(utf8('1'));
  });

  it('that failed left nothing behind', () => {
    const { connection, records, overlay } = open();
    connection.begin();
    overlay.putSession('bob.1', utf8('old'));
    overlay.flush();
    connection.commit();
    overlay.committed();
    connection.begin();
    overlay.putSession('bob.1', utf8('new'));
    overlay.putPreKey(1, utf8('pre'), BOB);
    overlay.flush();
    connection.rollback();
    overlay.dropAll();
    expect([overlay.session('bob.1'), overlay.preKey(1)]).toEqual([utf8('old'), undefined]);
    overlay.flush();
    expect(records.session('bob.1')).toEqual(utf8('old'));
  });

  it('that was committed is not written again', () => {
    const { records, overlay } = open();
    overlay.putSession('bob.1', utf8('1'));
    overlay.flush();
    overlay.committed();
    records.putSession('bob.1', utf8('2'));
    overlay.flush();
    expect(records.session('bob.1')).toEqual(utf8('2'));
  });
});

describe('sessions kept in memory', () => {
  function counting(cacheLimit: number) {
    const { records } = open();
    const reads: string[] = [];
    const counted = {
      ...records,
      session: (address: string) => {
        reads.push(address);
        return records.session(address);
      },
    };
    return { overlay: new RecordOverlay(counted, cacheLimit), reads };
  }

  it('are read from the store once', () => {
    const { overlay, reads } = counting(2);
    overlay.putSession('a.1', utf8('a'));
    overlay.flush();
    overlay.committed();
    expect(overlay.session('a.1')).toEqual(utf8('a'));
    expect(reads).toEqual([]);
    overlay.dropAll();
    expect([overlay.session('a.1'), overlay.session('a.1')]).toEqual([utf8('a'), utf8('a')]);
    expect(reads).toEqual(['a.1']);
  });

  it('are no more than the limit, the least recently used going first', () => {
    const { overlay, reads } = counting(2);
    for (const address of ['a.1', 'b.1', 'c.1']) overlay.putSession(address, utf8(address));
    overlay.flush();
    overlay.committed();
    overlay.session('b.1');
    expect(overlay.session('a.1')).toEqual(utf8('a.1'));
    expect(reads).toEqual(['a.1']);
    overlay.session('b.1');
    overlay.session('c.1');
    expect(reads).toEqual(['a.1', 'c.1']);
  });
});

/** What a plain map would do: the state now, and copies of it to go back to. */
class PlainMap {
  state = new Map<string, Bytes>();
  committed = new Map<string, Bytes>();
  beforeItem = new Map<string, Bytes>();
}

interface Change {
  readonly do: 'put' | 'remove';
  readonly table: Table;
  readonly id: number;
  readonly byte: number;
}
type Step =
  | Change
  | { readonly do: 'item'; readonly isKept: boolean; readonly changes: readonly Change[] }
  | { readonly do: 'commit' }
  | { readonly do: 'fail' };

type Table = 'session' | 'preKey' | 'kyberPreKey';

describe('the overlay', () => {
  const row = { id: fc.integer({ min: 1, max: 5 }), byte: fc.nat(255) };
  const put = fc.constant('put' as const);
  // A session is replaced, and never removed.
  const change = fc.oneof(
    fc.record({ do: put, table: fc.constant<Table>('session'), ...row }),
    fc.record({
      do: fc.oneof(put, fc.constant('remove' as const)),
      table: fc.constantFrom<Table>('preKey', 'kyberPreKey'),
      ...row,
    }),
  );
  const item = fc.record({
    do: fc.constant('item' as const),
    isKept: fc.boolean(),
    changes: fc.array(change, { maxLength: 5 }),
  });
  const end = fc.constantFrom<Step>({ do: 'commit' }, { do: 'fail' });

  it('is a plain map under any changes, drops, commits and failures', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(change, item, end), { maxLength: 40 }), (steps) => {
        const real = open(2);
        const model = new PlainMap();
        real.connection.begin();
        for (const step of steps) {
          run(real, model, step);
          expect(contents(real.overlay)).toEqual(Object.fromEntries(model.state));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function run(real: ReturnType<typeof open>, model: PlainMap, step: Step): void {
  const { connection, overlay } = real;
  if (step.do === 'item') {
    model.beforeItem = new Map(model.state);
    connection.beginItem();
    overlay.beginItem();
    for (const inner of step.changes) applyChange(overlay, model, inner);
    if (!step.isKept) model.state = model.beforeItem;
    for (const layer of [connection, overlay]) {
      if (step.isKept) layer.keepItem();
      else layer.dropItem();
    }
  } else if (step.do === 'commit') {
    overlay.flush();
    connection.commit();
    overlay.committed();
    connection.begin();
    model.committed = new Map(model.state);
  } else if (step.do === 'fail') {
    overlay.flush();
    connection.rollback();
    overlay.dropAll();
    connection.begin();
    model.state = new Map(model.committed);
  } else {
    applyChange(overlay, model, step);
  }
}

function applyChange(overlay: RecordOverlay, model: PlainMap, change: Change): void {
  changeRow(overlay, change);
  const key = `${change.table} ${change.id}`;
  if (change.do === 'put') model.state.set(key, Uint8Array.of(change.byte));
  else model.state.delete(key);
}

function changeRow(records: SignalRecords, step: Change): void {
  const { table, id } = step;
  const row = Uint8Array.of(step.byte);
  const isPut = step.do === 'put';
  if (table === 'session') {
    records.putSession(`${id}`, row);
  } else if (table === 'preKey') {
    if (isPut) records.putPreKey(id, row, BOB);
    else records.removePreKey(id);
  } else if (isPut) records.putKyberPreKey(id, row, BOB);
  else records.removeKyberPreKey(id);
}

function contents(records: SignalRecords): Record<string, Bytes> {
  const rows: Record<string, Bytes> = {};
  for (const id of [1, 2, 3, 4, 5]) {
    const found = {
      session: records.session(`${id}`),
      preKey: records.preKey(id),
      kyberPreKey: records.kyberPreKey(id),
    };
    for (const [table, row] of Object.entries(found)) if (row) rows[`${table} ${id}`] = row;
  }
  return rows;
}

function open(cacheLimit?: number) {
  const { connection } = memoryStore();
  const records = connection.store.signal;
  return { connection, records, overlay: new RecordOverlay(records, cacheLimit) };
}
