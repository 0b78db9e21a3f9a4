import { describe, expect, it } from 'vitest';
import { type Edit, type Format, formatted } from './formats.js';

/** `[` and `]` stand for the ends of the selection. */
function after(marked: string, format: Format): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const text = marked.replace('[', '').replace(']', '');
  return shown(text, formatted(text, start, end, format));
}

function shown(text: string, { start, end, text: inserted, from, to }: Edit): string {
  const whole = text.slice(0, start) + inserted + text.slice(end);
  return `${whole.slice(0, from)}[${whole.slice(from, to)}]${whole.slice(to)}`;
}

describe('a format', () => {
  it.each<[string, Format, string]>([
    ['say [it] loud', 'bold', 'say **[it]** loud'],
    ['say **[it]** loud', 'bold', 'say [it] loud'],
    ['say [**it**] loud', 'bold', 'say [it] loud'],
    ['say [it ]loud', 'italic', 'say _[it]_ loud'],
    ['[it]', 'strike', '~~[it]~~'],
    ['[it]', 'spoiler', '||[it]||'],
    ['[]', 'bold', '**[]**'],
    ['run [ls]', 'code', 'run `[ls]`'],
    ['a [b\nc] d', 'code', 'a \n```\n[b\nc]\n```\n d'],
    ['one\ntw[o\nthr]ee', 'quote', 'one\n[> two\n> three]'],
    ['[> two\n> three]', 'quote', '[two\nthree]'],
    ['one\n[two\n]three', 'quote', 'one\n[> two]\nthree'],
    ['[]', 'quote', '[> ]'],
  ])('turns "%s" by %s into "%s"', (text, format, result) => {
    expect(after(text, format)).toBe(result);
  });
});
