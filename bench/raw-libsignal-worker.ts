// The receiving process of the baseline: decrypts what comes on its standard input.

import { signalDecrypt, SignalMessage } from '@signalapp/libsignal-client';
import { party, type PartyState } from './raw-party.js';

const { bob, sender } = await new Promise<{ bob: PartyState; sender: string }>((resolve) => {
  process.once('message', resolve);
});
const { address, sessions, identities } = party(bob);
const from = party({ ...bob, address: sender }).address;
process.send?.('ready');

let rest: Buffer = Buffer.alloc(0);
let decrypted = 0;
for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
  rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  while (rest.length >= 4) {
    const length = rest.readUInt32BE();
    if (rest.length < 4 + length) break;
    if (length === 0) {
      process.send?.(decrypted);
      decrypted = 0;
    } else {
      const message = SignalMessage.deserialize(new Uint8Array(rest.subarray(4, 4 + length)));
      await signalDecrypt(message, from, address, sessions, identities);
      decrypted += 1;
    }
    rest = rest.subarray(4 + length);
  }
}
