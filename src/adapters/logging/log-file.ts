// Promise: the log takes a bounded place on the disk, however long the node runs, and a full disk does not stop the node.

import { chmodSync, closeSync, fstatSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

export interface LogFile {
  /** Appends one line at once; a line that cannot be written is lost. */
  write(line: string): void;
  close(): void;
}

const LARGEST_BYTES = 5 * 1024 * 1024;
/** The current file and two older ones, `.1` the newer. */
const FILES = 3;

/**
 * Opens the file for appending, readable by the owner only. A file that would grow beyond 5 MiB becomes `.1`, and the oldest
 * goes. Throws the operating system's error when it cannot be opened.
 */
export function openLogFile(path: string): LogFile {
  let file = openPrivate(path);
  let sizeBytes = fstatSync(file).size;
  const begin = () => {
    rotate(path);
    const next = openPrivate(path);
    closeSync(file);
    file = next;
    sizeBytes = fstatSync(file).size;
  };
  let isOpen = true;
  return {
    write: (line) => {
      if (!isOpen) return;
      const lineBytes = Buffer.byteLength(line);
      try {
        if (sizeBytes > 0 && sizeBytes + lineBytes > LARGEST_BYTES) begin();
        writeSync(file, line);
        sizeBytes += lineBytes;
      } catch {
        // The disk is full or the folder is gone: there is nowhere to say so.
      }
    },
    close: () => {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function openPrivate(path: string): number {
  const file = openSync(path, 'a', 0o600);
  chmodSync(path, 0o600);
  return file;
}

function rotate(path: string): void {
  for (let age = FILES - 1; age > 0; age--) {
    const younger = age === 1 ? path : `${path}.${age - 1}`;
    if (statSync(younger, { throwIfNoEntry: false })) renameSync(younger, `${path}.${age}`);
  }
}
