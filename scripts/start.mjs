// `npm start`: the window where there is a display and an Electron runtime, else the window in the browser, else the terminal;
// built first when sources have changed.

import { fileURLToPath } from 'node:url';
import { builtEntry } from './build-stale.mjs';
import { buildDesktopIfStale } from './desktop-bundle.mjs';
import { buildWindowIfStale } from './window-bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const commandLine = await builtEntry();
const { chooseFace, electronRuntime, openDesktop } = await import('../dist/src/desktop/launch/index.js');

const chosen = chooseFace({
  args: process.argv.slice(2),
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  electron: electronRuntime(process.env),
});
if (chosen.face === 'desktop') {
  await buildWindowIfStale(root);
  await buildDesktopIfStale(root);
  process.exitCode = await openDesktop({ ...chosen, app: root, env: process.env });
} else {
  if (chosen.why !== undefined)
    console.error(`${chosen.why}\n\`npm start -- --terminal\` stays in the terminal.`);
  if (chosen.args.includes('--ui')) await buildWindowIfStale(root);
  process.argv.splice(2, Infinity, ...chosen.args);
  await import(commandLine);
}
