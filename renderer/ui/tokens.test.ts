import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const light = tokensIn(':root {');
const dark = { ...light, ...tokensIn(":root[data-theme='dark'] {") };

const TEXT = 4.5;
const CONTROL = 3;
const ACCENTS = ['petrol', 'indigo', 'plum', 'moss', 'amber', 'brick'];

/** Foreground, background, least ratio: every pair the window draws. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...['canvas', 'surface', 'chat', 'selected', 'bubble-in', 'hit'].map((on) => ['text', on, TEXT] as const),
  ...['canvas', 'surface', 'chat', 'selected', 'bubble-in'].map((on) => ['muted', on, TEXT] as const),
  ...['canvas', 'surface', 'chat', 'selected', 'bubble-in'].map((on) => ['faint', on, TEXT] as const),
  ...['canvas', 'surface', 'chat', 'bubble-in', 'bubble-out'].map((on) => ['accent', on, TEXT] as const),
  ...['surface', 'bubble-out', 'danger-fill', 'canvas'].map((on) => ['danger', on, TEXT] as const),
  ...['surface', 'warning-fill', 'canvas'].map((on) => ['warning', on, TEXT] as const),
  ['ok', 'surface', TEXT],
  ['ok', 'canvas', TEXT],
  ['link', 'bubble-in', TEXT],
  ['link', 'bubble-out', TEXT],
  ['link', 'surface', TEXT],
  ['bubble-out-text', 'bubble-out', TEXT],
  ['bubble-out-faint', 'bubble-out', TEXT],
  ['bubble-out-text', 'hit', TEXT],
  ['canvas', 'text', TEXT],
  ['surface', 'control', CONTROL],
  ['control', 'canvas', CONTROL],
  ...ACCENTS.flatMap((accent) => [
    [accent, 'surface', TEXT] as const,
    [accent, 'canvas', TEXT] as const,
    ['on-accent', accent, TEXT] as const,
    ['on-avatar', accent, TEXT] as const,
  ]),
];

describe('contrast', () => {
  it.each(PAIRS)('of %s on %s is at least %f in light', (front, back, least) => {
    expect(ratio(light, front, back)).toBeGreaterThanOrEqual(least);
  });

  it.each(PAIRS)('of %s on %s is at least %f in dark', (front, back, least) => {
    expect(ratio(dark, front, back)).toBeGreaterThanOrEqual(least);
  });
});

function tokensIn(selector: string): Record<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** WCAG 2.2, contrast ratio of two opaque colours. */
function ratio(tokens: Record<string, string>, front: string, back: string): number {
  const [a, b] = [luminance(tokens[front]), luminance(tokens[back])];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour = ''): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
