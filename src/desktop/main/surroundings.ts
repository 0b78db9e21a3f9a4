// What the system around the app offers, so that the window draws no control that would do nothing.

import type { Surroundings } from '../../contract/window-bridge.js';
import { type Ask, askProgram, isOfferedOnBus } from './session-bus.js';

/** The system, as far as Electron and the files of its user know it. */
export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  /** Electron can make notifications; on Linux that says nothing about who shows them. */
  readonly makesNotices: boolean;
  /** The icon took a count. */
  readonly takesBadge: boolean;
  readonly canAutostart: boolean;
}

export async function lookAround(
  { platform, makesNotices, takesBadge, canAutostart }: SystemFacts,
  ask: Ask = askProgram,
): Promise<Pick<Surroundings, 'notify' | 'badge' | 'autostart'>> {
  // Where nobody can be asked, Electron is believed.
  const isTaken = () => isOfferedOnBus('org.freedesktop.Notifications', ask).catch(() => true);
  return {
    notify: makesNotices && (platform !== 'linux' || (await isTaken())),
    badge: takesBadge,
    autostart: canAutostart,
  };
}
