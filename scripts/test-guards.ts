// Removes each guard of scripts/guards.json in a copy of the tree and expects the test named beside it to fail: a guard
// that can go without a test noticing is none. A test that only runs out of time proves nothing: when all else is done and
// the machine is idle it is tried once more, and then that, too, is a failure.
// Arguments, if any, select guards whose file contains one of them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Guard, readGuards, withoutGuard } from './guards/table.js';
import type { Outcome } from './guards/judge.js';
import { copyTree, type TreeCopy } from './guards/tree-copy.js';

const LANES = 2;

const root = join(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const guards = readGuards(root).filter(
  ({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);

async function main(): Promise<boolean> {
  if (guards.length === 0) return complain('no guard to remove');
  const copies: TreeCopy[] = [];
  try {
    for (let lane = 0; lane < LANES; lane++) copies.push(copyTree(root));
    const tests = [...new Set(guards.map(({ test }) => test))];
    const untouched = (await copies[0]?.test(tests)) ?? 'broken';
    if (untouched !== 'passed') return complain(`the untouched copy: its tests ${untouched}`);
    const waiting = [...guards];
    const judged = (await Promise.all(copies.map((copy) => drain(waiting, copy)))).flat();
    const unproven = judged.filter(({ verdict }) => verdict === 'unproven').map(({ guard }) => guard);
    if (unproven.length > 0) console.log(`\n${unproven.length} once more, by themselves`);
    const again = copies[0] ? await drain(unproven, copies[0]) : [];
    return [...judged.filter(({ verdict }) => verdict !== 'unproven'), ...again].every(
      ({ verdict }) => verdict === 'needed',
    );
  } finally {
    for (const copy of copies) copy.remove();
  }
}

interface Judged {
  readonly guard: Guard;
  readonly verdict: Verdict;
}

async function drain(waiting: Guard[], copy: TreeCopy): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (let guard = waiting.shift(); guard; guard = waiting.shift()) {
    const verdict = await verdictOn(guard, copy);
    console.log(`${verdict.padEnd(10)} ${guard.file}: ${guard.because}`);
    judged.push({ guard, verdict });
  }
  return judged;
}

/**
 * needed: an expectation fails without it. unproven: its test ran out of time or broke off, as any may on a busy machine.
 * survived: nobody notices. lost: line not found. broken: the change proves nothing.
 */
type Verdict = 'needed' | 'unproven' | 'survived' | 'lost' | 'broken';

const VERDICTS: Readonly<Record<Outcome, Verdict>> = {
  failed: 'needed',
  unproven: 'unproven',
  passed: 'survived',
  broken: 'broken',
};

async function verdictOn(guard: Guard, copy: TreeCopy): Promise<Verdict> {
  const path = join(root, guard.file);
  if (!existsSync(path)) return 'lost';
  const source = readFileSync(path, 'utf8');
  const mutated = withoutGuard(source, guard);
  if (mutated === undefined) return 'lost';
  if (!copy.compile(guard.file, mutated)) return 'broken';
  const outcome = await copy.test([guard.test]);
  copy.compile(guard.file, source);
  return VERDICTS[outcome];
}

function complain(text: string): false {
  console.error(text);
  return false;
}

process.exitCode = (await main()) ? 0 : 1;
