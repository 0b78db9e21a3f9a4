// The thread of files: reads, encrypts, verifies and writes, so that neither main nor the commit lane ever waits for it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '../../base/app-error.js';
import { removeFile } from '../../adapters/filesystem/part-file.js';
import type { Timers } from '../../core/ports/timers.js';
import type {
  FileCall,
  FileCalls,
  FileEvent,
  FileThreadOptions,
  FromFileThread,
  ToFileThread,
} from './file-calls.js';
import { DiskRoom } from './disk-room.js';
import { placedFile } from './file-places.js';
import { pacedProgress } from './paced-progress.js';
import { PushingDesk } from './pushing-desk.js';
import { ReceivingDesk } from './receiving-desk.js';
import { SealingDesk } from './sealing-desk.js';
import { ShowingDesk } from './showing-desk.js';
import { SpoolingDesk } from './spooling-desk.js';

type Calls = { readonly [Call in FileCall]: (take: FileCalls[Call]['take']) => unknown };

export function serveFiles(port: MessagePort, options: FileThreadOptions, timers: Timers): void {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const post = (message: FromFileThread) => {
    port.postMessage(message);
  };
  const progress = pacedProgress(post, timers);
  const calls = callsOf(options, (event) => {
    if (event.type === 'progress') progress.tell(event);
    else post(event);
  });
  port.on('message', ({ id, call, take }: ToFileThread) => {
    // The table has the handler of this call for what it takes.
    const handler = calls[call] as (take: unknown) => unknown;
    void Promise.resolve()
      .then(() => handler(take))
      .finally(() => {
        // Nothing of it is said to come once it does not.
        if (call === 'fetch') progress.tellRest();
      })
      .then(
        (give) => {
          post({ type: 'done', id, give });
        },
        (error: unknown) => {
          const { code, params } =
            error instanceof AppError ? error : new AppError('COMMAND_FAILED', { command: call }, error);
          post({ type: 'failed', id, error: { code, params } });
        },
      );
  });
}

function callsOf(options: FileThreadOptions, tell: (event: FileEvent) => void): Calls {
  const room = new DiskRoom(options.directory);
  const sealing = new SealingDesk(options.directory, (uploadId, root) => {
    tell({ type: 'complete', uploadId, root });
  });
  const receiving = new ReceivingDesk(
    options,
    (id, chunks) => {
      tell({ type: 'progress', id, chunks });
    },
    room,
  );
  const pushing = new PushingDesk(options, sealing);
  const showing = new ShowingDesk(options.directory);
  const spooling = new SpoolingDesk(options.directory, room);
  return {
    prepare: (take) => sealing.prepare(take),
    metadata: (take) => sealing.metadata(take),
    reach: (upload) => sealing.reach(upload),
    seal: (order) => sealing.seal(order),
    push: (take) => pushing.push(take),
    stopPushing: ({ id }) => pushing.stop(id),
    forgetUpload: ({ uploadId }) => {
      sealing.forget(uploadId);
      return null;
    },
    makeRoom: (take) => receiving.makeRoom(take),
    open: (file) => receiving.open(file),
    fetch: (take) => receiving.fetch(take),
    stopFetching: ({ id }) => receiving.stopFetching(id),
    missing: (take) => receiving.missing(take),
    put: (take) => receiving.put(take),
    keep: (take) => receiving.keep(take),
    save: (take) => receiving.save(take),
    look: (take) => showing.look(take),
    show: (take) => showing.show(take),
    copy: (take) => showing.copy(take),
    discard: ({ id }) => {
      showing.close(id);
      return receiving.discard(id);
    },
    beginSpool: (take) => spooling.begin(take),
    spool: (take) => spooling.take(take),
    keepSpool: ({ id }) => spooling.keep(id),
    spoolKept: (take) => spooling.fromKept(take),
    discardSpool: ({ id }) => spooling.discard(id),
    sweep: ({ names }) => sweep(options.directory, names),
    rest: ({ id }) => receiving.rest(id),
    close: ({ id }) => receiving.close(id),
  };
}

function sweep(directory: string, names: readonly string[]): null {
  for (const name of names) if (placedFile(name)) removeFile(join(directory, name));
  return null;
}
