// When the node cannot be kept running, or has no home to run on: says so in the system's own dialog, which needs no working window, and lets the owner
// choose until the node starts or the app quits.

import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, type MessageBoxOptions, shell } from 'electron';
import type { ErrorValue } from '../../contract/values.js';
import type { Halt, HostState } from '../node-host/host-machine.js';
import { troubleReport } from '../node-host/trouble-report.js';
import { nearestFolder } from './take-home.js';
import { wordsFor, type Words } from './words.js';

export interface TroubleOptions {
  readonly words: Words;
  readonly home: string;
  readonly logDir: string;
  readonly window: () => BrowserWindow | undefined;
  readonly start: (options: { readonly isOffline: boolean }) => void;
}

type HaltedState = HostState & { readonly phase: 'halted' };

export async function askAboutTrouble(state: HaltedState, options: TroubleOptions): Promise<void> {
  const { words, start, home, logDir } = options;
  const choices = CHOICES[state.halt.reason];
  for (;;) {
    const chosen = await ask(options.window(), {
      type: 'error',
      ...description(state.halt, words),
      buttons: choices.map((choice) => words.trouble[choice]),
      defaultId: 0,
      cancelId: choices.length - 1,
    });
    const choice = choices[chosen];
    if (choice === 'again' || choice === 'offline') {
      start({ isOffline: choice === 'offline' });
      return;
    }
    if (choice === 'logFolder') await shell.openPath(nearestFolder(logDir));
    else if (choice === 'folder') await shell.openPath(nearestFolder(home));
    else if (choice === 'report') await showReport(state, options);
    else {
      app.quit();
      return;
    }
  }
}

/** A home that is refused is refused with and without network. */
const CHOICES = {
  crashes: ['again', 'offline', 'logFolder', 'report', 'quit'],
  refused: ['again', 'folder', 'logFolder', 'report', 'quit'],
} as const;

/** The app has nothing to run on: says why, and ends. Once Electron is ready. */
export async function tellRefusal(error: ErrorValue, home: string): Promise<void> {
  const words = wordsFor(app.getLocale());
  const { folder, quit } = words.trouble;
  const box: MessageBoxOptions = {
    type: 'error',
    ...description({ reason: 'refused', error }, words),
    buttons: [folder, quit],
    defaultId: 0,
    cancelId: 1,
  };
  while ((await ask(undefined, box)) === 0) await shell.openPath(nearestFolder(home));
  app.quit();
}

function description(
  halt: Halt,
  { trouble, refusals }: Words,
): Pick<MessageBoxOptions, 'message' | 'detail'> {
  if (halt.reason === 'crashes') return { message: trouble.crashed, detail: trouble.nothingLost };
  const { code, params } = halt.error;
  const details = Object.entries(params).map(([name, value]) => `${name}: ${String(value)}`);
  const detail = [refusals[code] ?? code, ...details, '', trouble.nothingDone].join('\n');
  return { message: trouble.refused, detail };
}

/** Whole before it is saved, and sent nowhere. */
async function showReport(state: HaltedState, options: TroubleOptions): Promise<void> {
  const { trouble } = options.words;
  const report = await reportOf(state, options.logDir);
  const chosen = await ask(options.window(), {
    message: trouble.reportTitle,
    detail: `${trouble.reportMeaning}\n\n${report}`,
    buttons: [trouble.save, trouble.back],
    defaultId: 1,
    cancelId: 1,
  });
  if (chosen !== 0) return;
  const { filePath } = await dialog.showSaveDialog({ defaultPath: 'kith-report.txt' });
  if (!filePath) return;
  await writeFile(filePath, report).catch(() =>
    ask(options.window(), { message: options.words.notSaved, type: 'error' }),
  );
}

async function reportOf({ halt, crashes }: HaltedState, logDir: string): Promise<string> {
  const { electron, chrome, node } = process.versions;
  return troubleReport({
    versions: { kith: app.getVersion(), electron, chromium: chrome, node },
    platform: `${process.platform} ${process.arch}`,
    halt,
    crashes,
    logLines: await endOfLog(join(logDir, 'kith.log')),
  });
}

const LOG_END_BYTES = 65_536;

async function endOfLog(file: string): Promise<string[]> {
  const log = await open(file).catch(() => undefined);
  if (!log) return [];
  try {
    const { size } = await log.stat();
    const start = Math.max(0, size - LOG_END_BYTES);
    const { buffer, bytesRead } = await log.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead).split('\n');
  } finally {
    await log.close();
  }
}

async function ask(parent: BrowserWindow | undefined, box: MessageBoxOptions): Promise<number> {
  const options = { noLink: true, ...box };
  const { response } = await (parent
    ? dialog.showMessageBox(parent, options)
    : dialog.showMessageBox(options));
  return response;
}
