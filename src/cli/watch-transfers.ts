// Stays until files have arrived or were given up, with a bar for each on a terminal.

import { AppError } from '../base/app-error.js';
import type { ContractClient } from '../contract/client.js';
import type { TransferRow } from '../contract/values.js';
import { Refusal } from './refusal.js';
import { firstState } from './session.js';
import { columnsOf, type Shell } from './shell.js';
import { safeLine } from './terminal.js';
import { progressBar, transferSentence } from './transfer-words.js';
import { clip } from './width.js';

/** The rows of these transfers once nothing more happens to them. `isSaved`: not before their copies stand. */
export async function watchTransfers(
  client: ContractClient,
  ids: readonly string[],
  { shell, isSaved = false }: { readonly shell: Shell; readonly isSaved?: boolean },
): Promise<readonly TransferRow[]> {
  const bars = new Bars(shell);
  const watched = (rows: readonly TransferRow[]) =>
    ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  const isOver = (row: TransferRow) =>
    row.stage === 'ended' ||
    (row.stage === 'done' && (!isSaved || row.savedAs !== null || row.saveError !== null));
  const isWanted = ({ rows: all }: { readonly rows: readonly TransferRow[] }) => {
    const rows = watched(all);
    bars.show(rows);
    return rows.length === ids.length && rows.every(isOver);
  };
  const { rows } = await firstState(client, 'transfers', {}, { isWanted, staysOverLocks: true });
  return watched(rows);
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
