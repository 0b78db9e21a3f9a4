import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

describe('the mesh script', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kith-mesh-test-'));
  });

  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  async function mesh(...words: string[]): Promise<{ code: unknown; output: string }> {
    const child = spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, TMPDIR: dir } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, output };
  }

  it('loses, repeats, turns and makes up nothing while nodes are killed, and leaves nothing behind', async () => {
    const report = join(dir, 'report.json');
    const load = ['--nodes', '3', '--messages', '10', '--kill', '4', '--file-mb', '4', '--seed', '11'];
    const { code, output } = await mesh(...load, '--report', report);
    expect(output).toContain('result          ok');
    expect(code).toBe(0);
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      seed: 11,
      nodes: 3,
      topology: 'full',
      pairs: 3,
      messages: { sent: 60, lost: 0, duplicated: 0, reordered: 0, phantom: 0, gaps: 0, misstated: 0 },
      files: { sent: 3, verified: 3, failed: 0 },
      kills: 4,
      ok: true,
    });
    expect(await readdir(dir)).toEqual(['report.json']);
  }, 120_000);

  it('says what is wrong with its words and exits 2', async () => {
    const { code, output } = await mesh('--nodes', 'many');
    expect(code).toBe(2);
    expect(output).toContain('--nodes takes a whole number from 2 to 50, not "many"');
  });

  it('overwrites nobody’s directory', async () => {
    const { code, output } = await mesh('--keep', fileURLToPath(new URL('.', import.meta.url)));
    expect(code).toBe(2);
    expect(output).toContain('--keep takes a new or empty directory');
  });
});
