// The people of one test file and the app of one of them in a real Electron, everything cleared away afterwards.

import type { ElectronApplication, Page } from 'playwright-core';
import type { TestHome } from '../../src/testing/node/homes.js';
import { Stage } from '../nodes/stage.js';
import { type AppStart, type ElectronRig, launchApp, openElectronRig, startApp } from './electron-app.js';

/** Sooner than the test's own end, so that a failure names what was waited for. */
export const STEP_MS = 20_000;
/** Chromium refuses its sandbox to root. */
const ARGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export class AppStage {
  private constructor(
    private readonly rig: ElectronRig,
    readonly stage: Stage,
  ) {}

  /** Undefined, and a line that nobody can miss, where no window can be opened. */
  static async open(what: string): Promise<AppStage | undefined> {
    const rig = await openElectronRig(what);
    return rig && new AppStage(rig, await Stage.open());
  }

  /** The window of this home, through the node that runs on it, or with one of its own. */
  async start(
    { dir, host }: TestHome,
    { args = [], ...more }: Partial<Pick<AppStart, 'args' | 'before' | 'env'>> = {},
  ): Promise<{ app: ElectronApplication; page: Page }> {
    const started = await startApp({ rig: this.rig, home: dir, host, args: [...ARGS, ...args], ...more });
    this.stage.atEnd(() => started.app.close());
    started.page.setDefaultTimeout(STEP_MS);
    return started;
  }

  /** The same, which opens no window. */
  async startWithoutWindow(
    { dir, host }: Pick<TestHome, 'dir' | 'host'>,
    how: Pick<AppStart, 'before' | 'env'>,
  ): Promise<ElectronApplication> {
    const app = await launchApp({ rig: this.rig, home: dir, host, args: ARGS, ...how });
    this.stage.atEnd(() => app.close());
    return app;
  }

  async clear(): Promise<void> {
    await this.stage.clear();
    await this.rig.display.close();
  }
}
