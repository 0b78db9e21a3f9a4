// The baseline of an idle node's memory: nothing but Node with a TLS server that listens.

import { createServer } from 'node:tls';

createServer().listen(0, '127.0.0.1', () => {
  process.stdout.write('listening\n');
});
