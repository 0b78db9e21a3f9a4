// What the app remembers of its window between starts: window.json in its own directory. Losing it costs nothing.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from './window-place.js';

export interface WindowMemory {
  readonly place: Rectangle | undefined;
  readonly isMaximized: boolean;
  /** What closing the window does where it cannot hide in a tray; undefined until the owner said it. */
  readonly whenClosed: 'quit' | 'minimize' | undefined;
  /** The one chosen in the window, for what is outside of it; undefined: the system's. */
  readonly language: 'en' | 'ru' | undefined;
}

const NOTHING: WindowMemory = {
  place: undefined,
  isMaximized: false,
  whenClosed: undefined,
  language: undefined,
};

export function recallWindow(file: string): WindowMemory {
  try {
    return memoryIn(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return NOTHING;
  }
}

/** What is not named stays as it was. */
export function rememberWindow(file: string, changes: Partial<WindowMemory>): void {
  try {
    writeFileSync(file, JSON.stringify({ ...recallWindow(file), ...changes }));
  } catch {
    // The window opens at its first place next time.
  }
}

function memoryIn(value: unknown): WindowMemory {
  const { place, isMaximized, whenClosed, language } = fields(value);
  return {
    place: rectangleIn(place),
    isMaximized: isMaximized === true,
    whenClosed: whenClosed === 'quit' || whenClosed === 'minimize' ? whenClosed : undefined,
    language: language === 'en' || language === 'ru' ? language : undefined,
  };
}

function rectangleIn(value: unknown): Rectangle | undefined {
  const { x, y, width, height } = fields(value);
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return undefined;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isPixels(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000;
}
