// `npm run bench [-- --json FILE] [--only NAME]`: the promised figures, measured on real nodes, next to what was aimed at.

import { writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureApp } from './app.js';
import { isMet, type Measurement, printFigures } from './figure.js';
import { measureCircle } from './circle.js';
import { measureFiles } from './files.js';
import { measureHistory } from './history.js';
import { measureMemory } from './memory.js';
import { measureMessages } from './messages.js';
import { measureStart } from './start.js';

const BENCHES: Readonly<Record<string, () => Promise<Measurement['figures']>>> = {
  messages: measureMessages,
  memory: measureMemory,
  start: measureStart,
  history: measureHistory,
  circle: measureCircle,
  app: measureApp,
  files: measureFiles,
};

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const chosen = Object.entries(BENCHES).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`No bench "${String(values.only)}". There are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.version,
  /** Of the last minute, before the bench: above 0 something else ran, and the figures are worse than the program. */
  load: loadavg()[0] ?? 0,
};
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, ` +
    `load ${machine.load.toFixed(1)}\n`,
);
const measurements: Measurement[] = [];
for (const [name, measure] of chosen) {
  console.error(`measuring ${name} …`);
  const startedAt = performance.now();
  const figures = await measure();
  measurements.push({ name, figures, seconds: (performance.now() - startedAt) / 1_000 });
}
printFigures(measurements);
if (values.json !== undefined) {
  const figures = measurements.flatMap(({ name: bench, figures: all }) =>
    all.map((figure) => ({ bench, ...figure, met: isMet(figure) })),
  );
  const seconds = Object.fromEntries(measurements.map((one) => [one.name, one.seconds]));
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine: { ...machine, loadAfter: loadavg()[0] ?? 0 }, seconds, figures }, null, 2)}\n`,
  );
}
process.exit(0);
