// `kith` in its process: the only file of the command line that knows one. Importing it runs the command.

import { randomBytes } from 'node:crypto';
import { ID_RANDOM_BYTES, newId } from '../contract/new-id.js';
import {
  changePasswordOffline,
  config,
  connectToNode,
  createIdentity,
  refuseEarly,
  refuseHopeless,
  resolveHome,
  runNode,
} from '../node/index.js';
import { runCommandLine } from './program.js';
import { EXIT } from './exit-codes.js';
import { print, type Shell } from './shell.js';

/** A node goes on, or stops in order, whoever reads what it prints: `kith node | head`, a terminal that was closed. */
let holdsNode = false;

const shell: Shell = {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  env: process.env,
  node: {
    changePasswordOffline,
    config,
    connectToNode,
    createIdentity,
    refuseEarly,
    refuseHopeless,
    resolveHome,
    runNode: async (options) => {
      const node = await runNode(options);
      holdsNode = true;
      return node;
    },
    // A node without a window does not carry the server along.
    serveWindow: async (options) => (await import('../web/index.js')).serveWindow(options),
  },
  now: () => Date.now(),
  timeZone: undefined,
  newId: () => newId(Date.now(), randomBytes(ID_RANDOM_BYTES)),
  onInterrupt: (listener) => {
    process.on('SIGINT', listener).on('SIGTERM', listener).on('SIGHUP', listener);
    return () => {
      process.off('SIGINT', listener).off('SIGTERM', listener).off('SIGHUP', listener);
    };
  },
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  quitHard: (exitCode) => process.exit(exitCode),
};

/** What a terminal that was closed answers; SIGHUP tells the command, which may have something to keep. */
const HUNG_UP: readonly (string | undefined)[] = ['EIO', 'ERR_STREAM_DESTROYED'];

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (holdsNode || HUNG_UP.includes(code)) return;
  // `kith history Alice --all | head` closes the pipe while there is more to say.
  process.exit(code === 'EPIPE' ? EXIT.ok : EXIT.failed);
});
// The exit status tells as much.
process.stderr.on('error', () => undefined);
process.stdin.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (holdsNode || HUNG_UP.includes(code)) return;
  print(process.stderr, [`Standard input cannot be read (${code ?? 'unknown'}).`]);
  process.exit(EXIT.failed);
});

const exitCode = await runCommandLine(process.argv.slice(2), shell);
// Standard input may still be open; what was printed is flushed first.
process.stdout.write('', () => process.exit(exitCode));
