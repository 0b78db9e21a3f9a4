import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

export function pipeIn(directory: string): string {
  return join(directory, 'pipe');
}

/** A pipe whose readers hang, in a system call that nothing in their process ends, until the returned function lets them go. */
export function hangingPipe(directory: string): () => void {
  const pipe = pipeIn(directory);
  execFileSync('mkfifo', [pipe]);
  const held = openSync(pipe, 'r+');
  return () => {
    closeSync(held);
  };
}
