// What a disk may hold after the power failed: all that was synced, and of the rest any part, torn at its sectors.

import type { Step } from './record-writes.js';

const SECTOR_BYTES = 512;

export interface CrashImage {
  /** Content by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The newest mark that was given before the power failed; 0: none. */
  readonly promised: number;
}

type Change = Extract<Step, { kind: 'write' | 'truncate' | 'remove' }>;
type Files = Map<string, Uint8Array>;

/**
 * One image for each place, in ascending order: the power fails before that step. `random` in [0, 1) decides what of the
 * writes that were not synced reached the disk.
 */
export function* crashImages(
  steps: readonly Step[],
  places: readonly number[],
  random: () => number,
): Generator<CrashImage> {
  const synced: Files = new Map();
  let unsynced: Change[] = [];
  let promised = 0;
  let at = 0;
  for (const place of places) {
    for (const step of steps.slice(at, place)) {
      if (step.kind === 'mark') promised = step.number;
      else if (isChange(step)) unsynced.push(step);
      else {
        const files = step.kind === 'barrier' ? new Set([step.file]) : removedBy(unsynced);
        for (const change of unsynced) if (files.has(change.file)) apply(synced, change, () => true);
        unsynced = unsynced.filter(({ file }) => !files.has(file));
      }
    }
    at = place;
    const files = new Map([...synced].map(([file, content]) => [file, content.slice()]));
    for (const change of unsynced) apply(files, change, survival(random));
    yield { files, promised };
  }
}

function isChange(step: Step): step is Change {
  return step.kind === 'write' || step.kind === 'truncate' || step.kind === 'remove';
}

function removedBy(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ kind, file }) => (kind === 'remove' ? [file] : [])));
}

/** A write that was not synced is there, is not, or is there in parts. */
function survival(random: () => number): () => boolean {
  const kind = random();
  const share = kind < 0.3 ? 0 : kind < 0.6 ? 1 : random();
  return () => random() < share;
}

function apply(files: Files, change: Change, survives: () => boolean): void {
  if (change.kind === 'write') write(files, change, survives);
  else if (!survives()) return;
  else if (change.kind === 'remove') files.delete(change.file);
  else files.set(change.file, resized(files.get(change.file), change.size));
}

function write(files: Files, change: Extract<Change, { kind: 'write' }>, survives: () => boolean): void {
  const { file, offset, bytes } = change;
  for (let from = 0; from < bytes.length; from += SECTOR_BYTES) {
    if (!survives()) continue;
    const part = bytes.subarray(from, from + SECTOR_BYTES);
    const size = Math.max(files.get(file)?.length ?? 0, offset + from + part.length);
    const content = resized(files.get(file), size);
    content.set(part, offset + from);
    files.set(file, content);
  }
}

function resized(content: Uint8Array | undefined, size: number): Uint8Array {
  if (content?.length === size) return content;
  const next = new Uint8Array(size);
  next.set(content?.subarray(0, size) ?? []);
  return next;
}
