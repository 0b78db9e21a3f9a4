// The other process of the latency baseline: writes what comes to the disk and sends it back.

import { fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

process.once('message', ({ file, key, cert }: { file: string; key: string; cert: string }) => {
  const log = openSync(file, 'a');
  const server = createServer({ key, cert, minVersion: 'TLSv1.3' });
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      writeSync(log, data);
      fsyncSync(log);
      socket.send(data);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
