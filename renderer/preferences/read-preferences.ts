// What the owner may choose, and what is made of what was stored.

import { TINTS, type Tint } from '../text/tint.js';
import { LANGUAGES, type Language } from '../words/language.js';

export const THEMES = ['system', 'light', 'dark'] as const;
export const TEXT_SIZES = [80, 90, 100, 110, 125, 150, 175, 200] as const;
const DENSITIES = ['comfortable', 'compact'] as const;
/** How much a notification says: everything, from whom, that there is one; or none. */
export const NOTICE_LEVELS = ['text', 'name', 'nothing', 'off'] as const;
/** What locking does: to the screen, or to the whole node. */
export const LOCKS = ['screen', 'full'] as const;
/** Minutes nobody touches anything before Kith locks itself; 0: however long. */
export const IDLE_MINUTES = [0, 1, 5, 15, 60] as const;
const SEND_KEYS = ['enter', 'ctrl-enter'] as const;

export interface Preferences {
  readonly theme: (typeof THEMES)[number];
  readonly accent: Tint;
  /** Undefined: the language of the machine. */
  readonly language: Language | undefined;
  /** Percent. */
  readonly textSize: (typeof TEXT_SIZES)[number];
  readonly density: (typeof DENSITIES)[number];
  readonly sendKey: (typeof SEND_KEYS)[number];
  readonly notices: (typeof NOTICE_LEVELS)[number];
  readonly lock: (typeof LOCKS)[number];
  readonly idleMinutes: (typeof IDLE_MINUTES)[number];
  /** Locks when the machine goes to sleep. */
  readonly lockOnSleep: boolean;
  /** Of the conversation list and of the details, CSS pixels at the usual text size. */
  readonly listWidth: number;
  readonly detailsWidth: number;
  /** The details stood beside the conversation. */
  readonly areDetailsOpen: boolean;
  /** Notices of the node up to then were put away, Unix ms. */
  readonly noticesSeenAt: number;
  /** Files that were over up to then were put away, Unix ms. */
  readonly filesClearedAt: number;
}

export const WIDTHS = {
  listWidth: { least: 260, usual: 320, most: 420 },
  detailsWidth: { least: 280, usual: 320, most: 480 },
} as const;
/** An area whose width the owner may change. */
export type WidthName = keyof typeof WIDTHS;

const DEFAULTS: Preferences = {
  theme: 'system',
  accent: 'petrol',
  language: undefined,
  textSize: 100,
  density: 'comfortable',
  sendKey: 'enter',
  notices: 'name',
  lock: 'screen',
  idleMinutes: 15,
  lockOnSleep: true,
  listWidth: WIDTHS.listWidth.usual,
  detailsWidth: WIDTHS.detailsWidth.usual,
  areDetailsOpen: false,
  noticesSeenAt: 0,
  filesClearedAt: 0,
};

/** Whatever is not a value of ours is as if it had never been set. */
export function readPreferences(text: string | null): Preferences {
  const given = parse(text);
  const one = <Value>(name: keyof Preferences, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === given[name]) ?? otherwise;
  const width = (name: WidthName): number => {
    const stored = given[name];
    return typeof stored === 'number' ? boundedWidth(name, stored) : DEFAULTS[name];
  };
  const { noticesSeenAt: seenAt, filesClearedAt: clearedAt } = given;
  return {
    theme: one('theme', THEMES, DEFAULTS.theme),
    accent: one('accent', TINTS, DEFAULTS.accent),
    language: one<Language | undefined>('language', LANGUAGES, undefined),
    textSize: one('textSize', TEXT_SIZES, DEFAULTS.textSize),
    density: one('density', DENSITIES, DEFAULTS.density),
    sendKey: one('sendKey', SEND_KEYS, DEFAULTS.sendKey),
    notices: one('notices', NOTICE_LEVELS, DEFAULTS.notices),
    lock: one('lock', LOCKS, DEFAULTS.lock),
    idleMinutes: one('idleMinutes', IDLE_MINUTES, DEFAULTS.idleMinutes),
    lockOnSleep: one('lockOnSleep', [true, false], DEFAULTS.lockOnSleep),
    listWidth: width('listWidth'),
    detailsWidth: width('detailsWidth'),
    areDetailsOpen: one('areDetailsOpen', [true, false], DEFAULTS.areDetailsOpen),
    noticesSeenAt: typeof seenAt === 'number' ? seenAt : DEFAULTS.noticesSeenAt,
    filesClearedAt: typeof clearedAt === 'number' ? clearedAt : DEFAULTS.filesClearedAt,
  };
}

export function boundedWidth(name: WidthName, width: number): number {
  const { least, most } = WIDTHS[name];
  return Math.round(Math.min(most, Math.max(least, width)));
}

function parse(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
