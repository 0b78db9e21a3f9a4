import { describe, expect, it } from 'vitest';
import { ERROR_FAULTS } from '../../src/base/app-error.js';
import { DISK_CODES, NOTICE_CODES, SYSTEM_CODES } from '../../src/contract/system-codes.js';
import { addLanguage, setLanguage, type WordKey, words } from '../words/language.js';
import { pseudo, pseudoCatalogue } from '../words/pseudo.js';
import en from './en.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

const FORMS = /_(?:zero|one|few|many|other)$/u;
const texts = { en: flat(en), ru: flat(ru) };

describe('the catalogues', () => {
  it('have the same texts', () => {
    expect(stems(texts.ru)).toEqual(stems(texts.en));
  });

  it('have no empty text', () => {
    const empty = [...texts.en, ...texts.ru].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('name no key that another system has another name for', () => {
    const named = [...texts.en, ...texts.ru].filter(([, text]) => /\b(?:Ctrl|Cmd|Mod)\b|⌘/u.test(text));
    expect(named).toEqual([]);
  });

  it('have the same placeholders in every form of a text', () => {
    for (const [key, text] of texts.ru) {
      const stem = key.replace(FORMS, '');
      const english = [...texts.en].filter(([other]) => other.replace(FORMS, '') === stem);
      const wanted = new Set(english.flatMap(([, one]) => placeholders(one)));
      // "Nothing" and "one" may go without their number.
      const optional =
        /_(?:zero|one)$/u.test(key) || english.some(([, one]) => placeholders(one).length < wanted.size);
      for (const name of placeholders(text)) expect([...wanted], key).toContain(name);
      if (!optional) expect(new Set(placeholders(text)), key).toEqual(wanted);
    }
  });

  it.each(['en', 'ru'] as const)('have every plural form of %s wherever they have one', (language) => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plural = [...texts[language].keys()].filter((key) => FORMS.test(key) && !key.endsWith('_zero'));
    const stemsOf = new Set(plural.map((key) => key.replace(FORMS, '')));
    for (const stem of stemsOf) {
      const forms = plural.filter((key) => key.replace(FORMS, '') === stem);
      expect(new Set(forms), stem).toEqual(new Set(wanted.map((form) => `${stem}_${form}`)));
    }
  });

  it('have words for every error code', () => {
    expect(Object.keys(ru.errors).sort()).toEqual(Object.keys(ERROR_FAULTS).sort());
  });

  it('have words for every system line and notice', () => {
    const known = Object.keys(ru.system);
    expect(known).toEqual(expect.arrayContaining([...SYSTEM_CODES, ...NOTICE_CODES, ...DISK_CODES]));
  });

  it.each([
    [1, '1 непрочитанное сообщение'],
    [3, '3 непрочитанных сообщения'],
    [5, '5 непрочитанных сообщений'],
    [21, '21 непрочитанное сообщение'],
  ])('count %i in Russian', async (count, text) => {
    await setLanguage('ru');
    expect(words('list.unread', { count })).toBe(text);
    await setLanguage('en');
  });

  it('can be drawn a third longer, with placeholders intact', async () => {
    expect(pseudo('Hello {{name}}')).toMatch(/^\[Hélló \{\{name\}\}~+\]$/u);
    addLanguage('pseudo', pseudoCatalogue(en));
    await setLanguage('pseudo');
    expect(words('compare.title', { name: 'Bob' })).toMatch(/^\[.*Bob~+\]$/u);
    await setLanguage('en');
  });

  it.each(['en', 'ru'] as const)(
    'end no sentence of %s twice where a value has its own full stop',
    async (language) => {
      await setLanguage(language);
      for (const [key, text] of texts[language]) {
        const said = placeholders(text).map(
          (name) => [name, name === 'when' ? '5 min.' : 'Bob jr.'] as const,
        );
        for (const count of [1, 2, 5, 1.5]) {
          const params = { ...Object.fromEntries(said), count };
          expect(words(key.replace(FORMS, '') as WordKey, params), key).not.toMatch(/\.\.|[\u{F8FE}]/u);
        }
      }
      await setLanguage('en');
    },
  );

  it('never take a text for markup or a template of its own', () => {
    const name = '<b>{{count}} $t(common.close)</b>';
    expect(words('compare.title', { name })).toBe(`Compare with ${name}`);
  });

  it('know every name that is asked for', () => {
    const key: WordKey = 'common.close';
    expect(words(key)).toBe('Close');
  });
});

function flat(tree: object, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): (readonly [string, string])[] =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value]]
        : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}

function stems(catalogue: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...catalogue.keys()].map((key) => key.replace(FORMS, '')))].sort();
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name).sort();
}
