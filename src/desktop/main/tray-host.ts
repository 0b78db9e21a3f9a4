// Whether a tray would be seen. Electron makes one anywhere; on Linux somebody must have offered to show it, and may leave.

import { type Ask, askProgram, isOnBus } from './session-bus.js';

export async function isTrayShown(platform: NodeJS.Platform, ask: Ask = askProgram): Promise<boolean> {
  if (platform === 'darwin' || platform === 'win32') return true;
  return isOnBus('org.kde.StatusNotifierWatcher', ask).catch(() => false);
}

export interface TrayWorld {
  isShown(): Promise<boolean>;
  /** Calls again and again until the returned function is called. */
  every(ms: number, act: () => void): () => void;
  /** Somebody shows it now, or nobody any more. */
  changed(isShown: boolean): void;
  /** The window is hidden, and nothing is left to open it by. */
  lost(): void;
}

/** A program is started for each look: only while the window is hidden. */
const LOOK_EVERY_MS = 10_000;

/** The tray as it is now, looked at when it matters. */
export class TrayWatch {
  #isShown = false;
  #stop = (): void => undefined;

  constructor(private readonly world: TrayWorld) {}

  /** As of the last look. */
  get isShown(): boolean {
    return this.#isShown;
  }

  async look(): Promise<boolean> {
    const isShown = await this.world.isShown();
    if (isShown !== this.#isShown) {
      this.#isShown = isShown;
      this.world.changed(isShown);
    }
    return isShown;
  }

  windowHidden(): void {
    this.#stop();
    this.#stop = this.world.every(LOOK_EVERY_MS, () => void this.#lookForHidden());
  }

  windowShown(): void {
    this.#stop();
  }

  async #lookForHidden(): Promise<void> {
    if (await this.look()) return;
    this.#stop();
    this.world.lost();
  }
}
