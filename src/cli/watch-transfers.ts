// Stays until files have arrived or were given up, with a bar for each on a terminal.

import { AppError } from '../base/app-error.js';
import type { ContractClient } from '../contract/client.js';
import type { TransferRow } from '../contract/values.js';
import { transferById } from './find-transfer.js';
import { Refusal } from './refusal.js';
import { columnsOf, type Shell } from './shell.js';
import { safeLine } from './terminal.js';
import { progressBar, transferSentence } from './transfer-words.js';
import { clip } from './width.js';

interface Watching {
  readonly shell: Shell;
  /** Not before their copies stand. */
  readonly isSaved?: boolean;
}

/**
 * The rows of these transfers, as they were last, once nothing more happens to them. A lock hides them and ends nothing.
 * @throws AppError NOT_FOUND: one was forgotten, and nobody saw how it ended; or the end of the view
 */
export function watchTransfers(
  client: ContractClient,
  ids: readonly string[],
  { shell, isSaved = false }: Watching,
): Promise<readonly TransferRow[]> {
  const isOver = (row: TransferRow) =>
    row.stage === 'ended' ||
    (row.stage === 'done' && (!isSaved || row.savedAs !== null || row.saveError !== null));
  const last = new Map<string, TransferRow>();
  const forgotten = new Set<string>();
  const bars = new Bars(shell);
  const seen = () => ids.flatMap((id) => last.get(id) ?? []);
  const isSettled = (id: string) => {
    const row = last.get(id);
    return forgotten.has(id) || (row !== undefined && isOver(row));
  };

  /** The list has no place for all that were over before, nor for what was forgotten. */
  const look = async (rows: readonly TransferRow[]) => {
    for (const row of rows) if (ids.includes(row.id)) last.set(row.id, row);
    const listed = new Set(rows.map(({ id }) => id));
    for (const id of ids) {
      if (listed.has(id) || isSettled(id)) continue;
      const row = await transferById(client, id);
      if (row) last.set(id, row);
      else forgotten.add(id);
    }
    bars.show(seen());
  };

  const result = () => {
    for (const id of forgotten) {
      const row = last.get(id);
      if (!row || !isOver(row)) throw new AppError('NOT_FOUND', { what: 'file', name: row?.name ?? id });
    }
    return seen();
  };
  return follow(client, { look, isDone: () => ids.every(isSettled) }).then(result);
}

interface Followed {
  readonly look: (rows: readonly TransferRow[]) => Promise<void>;
  readonly isDone: () => boolean;
}

/** Looks at the newest state of the view, and at the next when it changed, until it is done. */
async function follow(client: ContractClient, { look, isDone }: Followed): Promise<void> {
  let newest: readonly TransferRow[] | undefined;
  let isLooking = false;
  let stop: (() => void) | undefined;
  await new Promise<void>((resolve, reject) => {
    const lookOn = async () => {
      isLooking = true;
      while (newest) {
        const rows = newest;
        newest = undefined;
        try {
          await look(rows);
        } catch (error) {
          // What a lock hides is told anew after it.
          if (!AppError.is(error, 'NODE_LOCKED')) throw error;
        }
        if (isDone()) resolve();
      }
      isLooking = false;
    };
    stop = client.subscribe(
      'transfers',
      {},
      {
        onChange: ({ rows }) => {
          if (client.state !== 'open') return;
          newest = rows;
          if (!isLooking) lookOn().catch(reject);
        },
        onEnd: reject,
      },
    );
  }).finally(() => stop?.());
}

/** Fails as the first of them that did not arrive, or was not saved where it should be. */
export function demandArrived(rows: readonly TransferRow[]): void {
  const ended = rows.find(({ stage }) => stage === 'ended');
  if (ended) throw new Refusal('TRANSFER_ENDED', `${safeLine(ended.name)}: ${transferSentence(ended)}.`);
  const unsaved = rows.find(({ saveError }) => saveError !== null)?.saveError;
  if (unsaved) throw new AppError(unsaved.code, unsaved.params);
}

class Bars {
  #lines = 0;

  constructor(private readonly shell: Shell) {}

  /** In place of those shown before; nothing where no person looks. */
  show(rows: readonly TransferRow[]): void {
    const { errors } = this.shell;
    if (errors.isTTY !== true) return;
    const up = this.#lines > 0 ? `\u001b[${String(this.#lines)}A` : '';
    const lines = rows.map((row) => clip(`${safeLine(row.name)} ${progressBar(row)}`, columnsOf(errors) - 1));
    errors.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join('')}`);
    this.#lines = lines.length;
  }
}
