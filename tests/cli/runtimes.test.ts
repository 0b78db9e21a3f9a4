// Alice and Bob on other versions of Node.js than the one that runs the tests. KITH_OTHER_NODES names their programs, with the
// separator of PATH between them.

import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { firstState } from '../../src/cli/session.js';
import { fileBytes } from '../../src/testing/node/files.js';
import { describeUnless } from '../power/skip.js';
import { ShippedHomes } from './shipped-homes.js';

const LIMIT_MS = 180_000;
/** Several chunks. */
const FILE_BYTES = 700_000;

const runtimes = (process.env['KITH_OTHER_NODES'] ?? '')
  .split(delimiter)
  .filter((path) => path !== '')
  .map((path) => ({ path, version: versionOf(path) }));
const missing = runtimes.length === 0 ? 'KITH_OTHER_NODES names none' : undefined;

describeUnless(missing, 'other versions of Node.js')('the shipped programs', () => {
  let homes: ShippedHomes;
  afterEach(() => homes.clear());

  it.each(runtimes)(
    'carry a message and a file on Node.js $version',
    { timeout: LIMIT_MS },
    async ({ path }) => {
      homes = await ShippedHomes.open(path);
      for (const name of ['Alice', 'Bob'])
        expect(await homes.kith(name, 'init', '--name', name)).toMatchObject({ code: 0 });
      const [alice, bob] = [await homes.node('Alice'), await homes.node('Bob')];
      expect(await homes.befriend('Bob', 'Alice', alice.address)).toMatchObject([{ code: 0 }, { code: 0 }]);
      const sent = await homes.kith('Bob', 'send', 'Alice', 'Dinner at eight?', '--wait');
      expect(sent).toMatchObject({ code: 0, out: 'To Alice: delivered to their node.\n' });
      expect((await homes.kith('Alice', 'history', 'Bob')).out).toContain('Dinner at eight?');
      await sendAFile();
      for (const { command } of [alice, bob]) {
        command.child.kill('SIGTERM');
        expect(await command.ended()).toMatchObject({ code: 0, signal: null });
      }
    },
  );

  async function sendAFile(): Promise<void> {
    const [bytes, folder] = [fileBytes(FILE_BYTES), join(homes.homeOf('Alice'), '..', 'saved')];
    const path = `${homes.homeOf('Bob')}.menu.pdf`;
    await Promise.all([writeFile(path, bytes), mkdir(folder)]);
    const sent = homes.kith('Bob', 'send-file', 'Alice', path, '--wait');
    const face = await homes.face('Alice');
    const { rows } = await firstState(face, 'transfers', {}, { isWanted: (state) => state.rows.length > 0 });
    face.close();
    const accepted = await homes.kith('Alice', 'accept', rows[0]?.id ?? '', '--to', folder, '--wait');
    expect([accepted, await sent]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect((await readFile(join(folder, 'Bob.menu.pdf'))).equals(bytes)).toBe(true);
  }
});

function versionOf(path: string): string {
  const { stdout, error } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (error) throw error;
  return stdout.trim();
}
