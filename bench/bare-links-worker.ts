// The other process of the baseline: a TLS server that accepts WebSockets, echoes what comes, and keeps nothing.

import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

process.once('message', ({ key, cert }: { key: string; cert: string }) => {
  const server = createServer({ key, cert, minVersion: 'TLSv1.3' });
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', (data) => {
      socket.send(data);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
process.on('disconnect', () => process.exit());
