// A copy of the built tree in which sources can be broken and tests run without touching the original.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { judge, type Outcome, type Report } from './judge.js';

const COPIED = [
  'package.json',
  'vitest.config.js',
  'tsconfig.json',
  'config.conf.example',
  'src',
  'dist',
  'scripts',
];
/** Of one test file; several share what each is allowed. */
const TEST_DEADLINE_MS = 120_000;

export interface TreeCopy {
  /** Puts this source in place of the file and compiles it; false when it does not parse. */
  compile(file: string, source: string): boolean;
  /** Runs these test files of the copy, one after another. */
  test(files: readonly string[]): Promise<Outcome>;
  remove(): void;
}

export function copyTree(root: string): TreeCopy {
  const copy = mkdtempSync(join(tmpdir(), 'kith-guards-'));
  for (const entry of COPIED.filter((name) => existsSync(join(root, name)))) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return {
    compile: (file, source) => compile(copy, file, source),
    test: (files) => runTests(copy, files),
    remove: () => {
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

/** Every module compiles alone (`isolatedModules`), so the file is the only thing to build. */
function compile(copy: string, file: string, source: string): boolean {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  if (diagnostics && diagnostics.length > 0) return false;
  writeFileSync(join(copy, file), source);
  writeFileSync(join(copy, compiledName(file)), outputText);
  return true;
}

function compiledName(file: string): string {
  return join('dist', file.replace(/\.ts$/, '.js'));
}

async function runTests(copy: string, files: readonly string[]): Promise<Outcome> {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const program = join(copy, 'node_modules/vitest/vitest.mjs');
  // The first that fails says all there is to say, before others wait until their time is over.
  const flags = ['run', '--reporter=json', `--outputFile=${report}`, '--maxWorkers=1', '--bail=1'];
  const args = [program, ...flags, ...files.map(compiledName)];
  const isOverdue = await run(copy, args, files.length * TEST_DEADLINE_MS);
  if (isOverdue) return 'unproven';
  return existsSync(report)
    ? judge(JSON.parse(readFileSync(report, 'utf8')) as Report, files.length)
    : 'broken';
}

/** True: the run passed its deadline and was killed. */
function run(cwd: string, args: readonly string[], timeout: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', timeout });
    child.once('error', reject);
    child.once('close', (_code, signal) => {
      resolve(signal !== null);
    });
  });
}
