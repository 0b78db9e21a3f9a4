import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBytes } from '../../base/bytes.js';
import type { SealedMessage } from '../../core/ports/session-cipher.js';
import { acquaint, read, signalParty, startOnBundle, write } from '../../testing/signal-party.js';
import { readMessage } from './message-position.js';

const position = (message: SealedMessage) => readMessage(message)?.position;

describe('the position of a message', () => {
  it('counts up in one chain, inside first messages and after', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await startOnBundle(alice, bob);
    const first = await write(alice, bob, '0');
    const second = await write(alice, bob, '1');
    expect(second.type).toBe('preKey');
    expect([position(first)?.counter, position(second)?.counter]).toEqual([0, 1]);
    expect(position(second)?.chain).toEqual(position(first)?.chain);
    await read(bob, alice, first);
    await read(alice, bob, await write(bob, alice, 'hi'));
    const third = await write(alice, bob, '2');
    expect(third.type).toBe('whisper');
    expect(position(third)?.counter).toBe(0);
    expect(position(third)?.chain).not.toEqual(position(first)?.chain);
  });

  it('is the one libsignal takes when a field is there twice', async () => {
    const [alice, bob] = [signalParty(), signalParty()];
    await acquaint(alice, bob);
    const message = await write(alice, bob, 'hello');
    const decoy = [0x0a, 33, 5, ...new Array<number>(32).fill(9)];
    const [version = 0, ...rest] = message.ciphertext;
    const twice = { ...message, ciphertext: Uint8Array.from([version, ...decoy, ...rest]) };
    expect(position(twice)).toEqual(position(message));
  });

  it('is unknown for anything that is no message, and reading never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isFirst) => {
        const ciphertext = copyBytes(Uint8Array.from([0x44, ...bytes]));
        readMessage({ type: isFirst ? 'preKey' : 'whisper', ciphertext });
      }),
    );
    expect(readMessage({ type: 'whisper', ciphertext: new Uint8Array(0) })).toBeUndefined();
  });
});
