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
import type { Shell } from './shell.js';

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
    runNode,
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

// `kith history Alice --all | head` closes the pipe while there is more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const exitCode = await runCommandLine(process.argv.slice(2), shell);
// Standard input may still be open; what was printed is flushed first.
process.stdout.write('', () => process.exit(exitCode));
