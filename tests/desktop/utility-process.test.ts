import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { APP, openElectronRig } from './electron-app.js';

const rig = await openElectronRig('the host of the node in a utility process');
afterAll(() => rig?.display.close());

/** As one CommonJS file, which every Electron can start. */
async function bundle(name: string, format: 'cjs' | 'es', directory: string): Promise<string> {
  const file = `${name}.${format === 'cjs' ? 'cjs' : 'mjs'}`;
  await build({
    root: APP,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron', 'argon2', '@signalapp/sqlcipher'] },
    build: {
      ssr: join(APP, 'tests', 'desktop', 'utility', `${name}.ts`),
      outDir: directory,
      emptyOutDir: false,
      target: 'node18',
      rolldownOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
    },
  });
  return join(directory, file);
}

describe.skipIf(!rig)('a node in a utility process', () => {
  it('talks over a port main gave away, uses native code in a thread, comes back after a crash, stops', async () => {
    if (!rig) return;
    // Inside the app, so that its packages are found.
    const directory = await mkdtemp(join(APP, 'dist', 'utility-'));
    try {
      await bundle('utility-main', 'cjs', directory);
      const entry = await bundle('echo-node', 'cjs', directory);
      const worker = await bundle('native-worker', 'es', directory);
      await writeFile(
        join(directory, 'package.json'),
        '{"name":"kith-utility-test","main":"utility-main.cjs"}',
      );
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const { stdout } = await promisify(execFile)(rig.electron, [directory, '--disable-gpu', ...sandbox], {
        env: { ...process.env, DISPLAY: rig.display.name, ECHO_ENTRY: entry, NATIVE_WORKER: worker },
        timeout: 20_000,
      });
      const said = stdout.split('\n').find((line) => line.startsWith('{')) ?? stdout;
      expect(JSON.parse(said)).toEqual({
        echoed: { type: 'result', call: 0, value: { type: 'unsubscribe', call: 7 } },
        native: { type: 'result', call: 1, value: { row: 'kept', keyBytes: 32 } },
        ended: 'closed',
        afterCrash: { type: 'result', call: 0, value: { type: 'unsubscribe', call: 8 } },
        phases: ['starting', 'running', 'waiting', 'starting', 'running', 'stopping', 'stopped'],
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
