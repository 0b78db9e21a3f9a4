import { describe, expect, it } from 'vitest';
import { scripted } from './scripted-drafts.js';

describe('what another face writes', () => {
  it('is shown while nothing waits here, and what comes next begins from it', async () => {
    const { drafts, told, settled, open } = scripted();
    const field = open();
    drafts.shown('bob', 'From the tab');
    drafts.shown('bob', 'From the tab');
    expect(field).toEqual(['From the tab']);
    drafts.keep('bob', 'From the tab, and on');
    await settled();
    expect(told).toEqual([{ conversationId: 'bob', text: 'From the tab, and on', from: 'From the tab' }]);
  });

  it('is not taken for what was written here and comes back, some of it left out', async () => {
    const { drafts, settled, open } = scripted();
    const field = open();
    drafts.shown('bob', '');
    for (const text of ['h', 'ha', 'hal', 'half']) drafts.keep('bob', text);
    await settled();
    for (const text of ['ha', 'half', 'half']) drafts.shown('bob', text);
    // The last of it is what stands there.
    expect(field).toEqual(['', 'half']);
    drafts.shown('bob', 'ha');
    expect(field.at(-1)).toBe('ha');
  });

  it.each([
    ['that the node has not', 'DISK_FULL' as const, false],
    ['of which this page was not told yet', undefined, true],
  ])('waits while something is written here %s', async (_, code, isWaiting) => {
    const { drafts, told, refuse, settled, open } = scripted();
    const field = open({ isWaiting });
    refuse(code);
    if (code) drafts.keep('bob', 'h');
    await settled();
    drafts.shown('bob', 'From the tab');
    expect(field).toEqual([]);
    refuse(undefined);
    drafts.keep('bob', 'h');
    await settled();
    // It began without it.
    expect(told.at(-1)).not.toMatchObject({ from: 'From the tab' });
  });

  it('and was not known here is put above what is written here, by the node as in the field', async () => {
    const { drafts, told, answer, settled, open } = scripted();
    const field: string[] = [];
    drafts.onGivenBack('bob', (text) => field.push(text));
    const shown = open();
    answer('From the tab');
    drafts.keep('bob', 'h');
    await settled();
    expect(field).toEqual(['From the tab']);
    drafts.shown('bob', 'From the tab\nh');
    expect(shown).toEqual(['From the tab\nh']);
    answer('');
    drafts.keep('bob', 'From the tab\nhe');
    await settled();
    expect(told.at(-1)).toMatchObject({ from: 'From the tab\nh' });
  });

  it('is not shown again in a field that was emptied by sending', async () => {
    const { drafts, settled, open } = scripted();
    const field = open();
    drafts.shown('bob', '');
    drafts.keep('bob', 'Hello Bob');
    await settled();
    drafts.sent('bob');
    drafts.shown('bob', 'Hello Bob');
    drafts.shown('bob', '');
    drafts.shown('bob', 'From the tab');
    expect(field).toEqual(['', '', 'From the tab']);
  });

  it.each([
    ['sent', ['Hello Bob', ''], ''],
    ['went on with', ['Hello Bob', 'Hello Bob, and more'], 'Hello Bob, and more'],
    ['sent so soon that no view showed it', [], ''],
  ])(
    'is what a field begins with, whatever was written in one that is gone, where it was %s',
    async (...given) => {
      const [, views, shown] = given;
      const { drafts, told, settled } = scripted();
      drafts.shown('bob', '');
      drafts.keep('bob', 'Hello Bob');
      await settled();
      for (const text of views) drafts.shown('bob', text);
      expect(drafts.begin('bob', shown)).toBe(shown);
      drafts.keep('bob', 'And you?');
      await settled();
      expect(told.at(-1)).toMatchObject({ text: 'And you?', from: shown });
    },
  );
});

describe('what is written, as far as the page knows', () => {
  it('is what was written here until the view shows it, and then what the view shows', async () => {
    const { drafts, settled } = scripted();
    expect(drafts.written('bob')).toBe('');
    drafts.shown('bob', 'Photos');
    expect(drafts.written('bob')).toBe('Photos');
    drafts.keep('bob', '');
    expect(drafts.written('bob')).toBe('');
    await settled();
    expect(drafts.written('bob')).toBe('');
    drafts.shown('bob', '');
    drafts.shown('bob', 'A long letter');
    expect(drafts.written('bob')).toBe('A long letter');
  });

  it('is not what was sent', async () => {
    const { drafts, settled } = scripted();
    drafts.keep('bob', 'Photos');
    await settled();
    drafts.sent('bob');
    expect(drafts.written('bob')).toBe('');
  });
});
