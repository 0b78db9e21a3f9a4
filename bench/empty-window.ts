// What the figures of the app are compared with: an Electron window with a text field and nothing else.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const MAIN = `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.argv.at(-1));
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1180, height: 760, webPreferences: { spellcheck: false } });
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;
const PAGE = '<!doctype html><title>Empty</title><textarea rows="3" cols="60"></textarea>';

export interface OpenWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
}

export async function openEmptyWindow(
  directory: string,
  { electron, env, args }: { electron: string; env: Record<string, string>; args: readonly string[] },
): Promise<OpenWindow> {
  const dir = join(directory, 'empty-window');
  mkdirSync(join(dir, 'data'), { recursive: true });
  writeFileSync(
    join(dir, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }),
  );
  writeFileSync(join(dir, 'main.cjs'), MAIN);
  writeFileSync(join(dir, 'index.html'), PAGE);
  const app = await _electron.launch({
    executablePath: electron,
    args: [dir, ...args, join(dir, 'data')],
    chromiumSandbox: true,
    env,
  });
  const page = await app.firstWindow();
  await page.locator('textarea').waitFor();
  return { app, page };
}
