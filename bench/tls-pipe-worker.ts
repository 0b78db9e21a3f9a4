// One end of the plain pipe: sends a file over TLS 1.3 to whoever connects, or writes to a file what comes.

import { createReadStream, createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { connect, createServer } from 'node:tls';

export type PipeEnd =
  | { readonly end: 'send'; readonly path: string; readonly key: string; readonly cert: string }
  | { readonly end: 'receive'; readonly path: string; readonly port: number };

const BUFFER_BYTES = 1_048_576;

process.once('message', (order: PipeEnd) => {
  if (order.end === 'send') {
    const { path, key, cert } = order;
    const server = createServer({ key, cert, minVersion: 'TLSv1.3' }, (socket) => {
      void pipeline(createReadStream(path, { highWaterMark: BUFFER_BYTES }), socket);
    });
    server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  } else {
    const { path, port } = order;
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, minVersion: 'TLSv1.3' });
    void pipeline(socket, createWriteStream(path)).then(() => process.send?.('done'));
  }
});
process.on('disconnect', () => process.exit());
