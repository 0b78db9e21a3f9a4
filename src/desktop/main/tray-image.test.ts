import { expect, it } from 'vitest';
import { trayBitmap } from './tray-image.js';

const opaque = (bitmap: Buffer) =>
  [...bitmap].filter((byte, index) => index % 4 === 3 && byte === 0xff).length;

it('shows in the tray whether something is unread', () => {
  const [quiet, unread] = [trayBitmap(22, false), trayBitmap(22, true)];
  expect(quiet).toHaveLength(22 * 22 * 4);
  expect(opaque(quiet)).toBeGreaterThan(100);
  expect(opaque(unread)).toBeGreaterThan(opaque(quiet) + 50);
});
