// The baseline: one process encrypts with libsignal, another decrypts, a pipe between them.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { signalEncrypt } from '@signalapp/libsignal-client';
import { acquaintedParties, party } from './raw-party.js';

const WARM_UP = 3_000;
const MESSAGES = 20_000;
/** The smallest padded payload. */
const PLAINTEXT_BYTES = 512;

/** Messages per second from the first encryption to the last decryption. */
export async function measureRawLibsignal(): Promise<number> {
  const { alice, bob } = await acquaintedParties();
  const receiver = fork(new URL('./raw-libsignal-worker.js', import.meta.url), {
    serialization: 'advanced',
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  const { stdin } = receiver;
  if (!stdin) throw new TypeError('the receiver was started without a pipe');
  receiver.send({ bob, sender: alice.address });
  await once(receiver, 'message');
  const { address, sessions, identities } = party(alice);
  const to = party(bob).address;
  const plaintext = new Uint8Array(PLAINTEXT_BYTES);
  const sendMany = async (count: number) => {
    const startedAt = performance.now();
    const received = once(receiver, 'message');
    for (let index = 0; index < count; index++) {
      const sealed = await signalEncrypt(plaintext, to, address, sessions, identities);
      const ciphertext = sealed.serialize();
      const length = Buffer.alloc(4);
      // A length of zero asks for an answer.
      length.writeUInt32BE(ciphertext.length);
      if (!stdin.write(Buffer.concat([length, ciphertext]))) await once(stdin, 'drain');
    }
    stdin.write(Buffer.alloc(4));
    const [answer] = (await received) as [number];
    if (answer !== count) throw new Error(`${answer} of ${count} were decrypted`);
    return (performance.now() - startedAt) / 1_000;
  };
  await sendMany(WARM_UP);
  const seconds = await sendMany(MESSAGES);
  receiver.kill();
  return MESSAGES / seconds;
}
