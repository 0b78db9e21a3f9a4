// `npm run check` behind the build: what reads the sources, two at a time. Says what each said, in the order of the list.

import { spawn } from 'node:child_process';

/** The longest alone on one side of the machine, the rest one after another on the other. */
const LANES = [['check:lint'], ['check:format', 'check:deps', 'check:dead', 'check:protocol']];

/** What it said, and whether it was content. */
function run(script) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    child.on('error', (error) => said.push(Buffer.from(String(error))));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${script}`);
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

async function inTurn(scripts) {
  let isContent = true;
  for (const script of scripts) isContent = (await run(script)) && isContent;
  return isContent;
}

const verdicts = await Promise.all(LANES.map(inTurn));
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
