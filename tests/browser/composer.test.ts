// Writing: emoji by picking and by name, marks around what is selected, and nothing that is written gets lost.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../src/testing/node/observe.js';
import { barriers } from './barriers.js';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';
import { clientOf, resident } from './neighbourhood.js';
import { historyOf } from './open-history.js';
import { giveAPast } from './past.js';

describe.skipIf(!hasChromium('writing in a real browser'))('somebody who writes', () => {
  let stage: BrowserStage;
  let alice: Person;
  let page: Page;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    alice = await resident(stage, 'Alice', {
      prepare: (home) =>
        giveAPast(home, { messages: 3, conversations: 1, textOf: numbered, isUnread: () => false }),
    });
    page = alice.page;
    await page.getByRole('button', { name: /^Contact 0/u }).click();
  }, 30_000);
  afterAll(() => stage.clear());
  beforeEach(() => field().fill(''));

  const field = () => page.getByLabel('Your message');
  const written = () => field().inputValue();
  const select = (from: number, to: number) =>
    field().evaluate(
      (area: { setSelectionRange(a: number, b: number): void }, [a = 0, b = 0]) => {
        area.setSelectionRange(a, b);
      },
      [from, to],
    );

  it('picks an emoji by keyboard, found in either language', async () => {
    await field().pressSequentially('To the moon ');
    await page.keyboard.press('Alt+j');
    await page.getByRole('combobox', { name: 'Search emoji' }).fill('ракета');
    await page.getByRole('gridcell', { name: 'rocket', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(written).toBe('To the moon 🚀');
    await page.keyboard.type('!');
    expect(await written()).toBe('To the moon 🚀!');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(written).toBe('To the moon ');
  });

  it('walks through the emoji with the arrows, and finds what was used last at the top', async () => {
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('grid').getByText('Used last').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(written).toMatch(/^\p{Emoji}/u);
  });

  it('completes the name of an emoji, and takes a closed one at once', async () => {
    await field().pressSequentially('Well done :tad');
    await page.getByRole('option', { name: /:tada:/u }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(written).toBe('Well done 🎉');
    await field().pressSequentially(' :+1:');
    await expect.poll(written).toBe('Well done 🎉 👍️');
    await page.keyboard.press('Control+z');
    await expect.poll(written).toBe('Well done 🎉 :+1:');
    await field().pressSequentially(' at 10:30 :he');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  });

  it('puts marks around what is selected, and takes them off again, and undoes it', async () => {
    await field().pressSequentially('this is important');
    await select(8, 17);
    await page.getByRole('toolbar', { name: 'Format' }).getByRole('button', { name: 'Bold' }).click();
    await expect.poll(written).toBe('this is **important**');
    await page.keyboard.press('Control+b');
    await expect.poll(written).toBe('this is important');
    await page.keyboard.press('Control+Shift+X');
    await expect.poll(written).toBe('this is ~~important~~');
    await page.keyboard.press('Control+z');
    await expect.poll(written).toBe('this is important');
    expect(await barriers(page)).toEqual([]);
  });

  it('gets a cleared draft back by undoing, in the node too', async () => {
    await field().pressSequentially('a long thought');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    const draft = (text: string) =>
      until(clientOf(alice), ['conversations', {}], (rows) => rows.find((row) => row.draft === text));
    await draft('');
    await page.keyboard.press('Control+z');
    expect(await written()).toBe('a long thought');
    await draft('a long thought');
  });

  it('pastes what is formatted as plain text', async () => {
    await alice.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await field().focus();
    await page.evaluate(`navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob(['<b>bold</b> and <i>more</i>'], { type: 'text/html' }),
      'text/plain': new Blob(['bold and more'], { type: 'text/plain' }),
    })])`);
    await page.keyboard.press('Control+v');
    await expect.poll(written).toBe('bold and more');
    await page.keyboard.press('Control+z');
    expect(await written()).toBe('');
  });

  it('sends nothing with the Enter that ends a composition, and with the next one does', async () => {
    const input = await alice.context.newCDPSession(page);
    await field().focus();
    await input.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await page.evaluate(
      `addEventListener('keydown', (event) => (window.pressed = [event.key, event.isComposing]), { once: true })`,
    );
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 } as const;
    await input.send('Input.dispatchKeyEvent', enter);
    expect(await page.evaluate('window.pressed')).toEqual(['Enter', true]);
    await input.send('Input.insertText', { text: '日本' });
    await field().press('!');
    expect(await written()).toBe('日本!');
    await field().press('Enter');
    await historyOf(page).getByText('日本!', { exact: true }).waitFor();
    expect(await written()).toBe('');
  });

  it('has a field that grows with the text, to a third of the window', async () => {
    const height = () => field().evaluate((area: { offsetHeight: number }) => area.offsetHeight);
    const third = Number(await page.evaluate('innerHeight')) / 3;
    const oneLine = await height();
    await field().fill('line\n'.repeat(5));
    await expect.poll(height).toBeGreaterThan(oneLine * 2);
    expect(await height()).toBeLessThan(third);
    await field().fill('line\n'.repeat(60));
    await expect.poll(height).toBeGreaterThan(third - 5);
    expect(await height()).toBeLessThanOrEqual(third);
    await field().fill('');
    await expect.poll(height).toBe(oneLine);
  });

  it('has a field of one line again, empty, once the letters are no longer so large that its hint needs two', async () => {
    const height = async () => Math.round((await field().boundingBox())?.height ?? 0);
    const letters = (size: string) =>
      page.evaluate(`document.documentElement.style.setProperty('--root-size', '${size}')`);
    const usual = page.viewportSize() ?? { width: 1180, height: 760 };
    const one = await height();
    await page.setViewportSize({ width: 360, height: 760 });
    await letters('48px');
    await expect.poll(height).toBeGreaterThan(3 * one);
    await letters('16px');
    await page.setViewportSize(usual);
    await expect.poll(height).toBe(one);
  });

  it('reads a long message folded after twenty lines, and the rest on request', async () => {
    await field().fill(Array.from({ length: 25 }, (_, index) => `verse ${String(index + 1)}`).join('\n'));
    await field().press('Enter');
    const long = page.locator('.bubble', { hasText: 'verse 1' });
    await long.getByText('verse 20').waitFor();
    expect(await long.innerText()).not.toContain('verse 21');
    await long.getByRole('button', { name: 'Read more' }).click();
    await long.getByText('verse 25').waitFor();
  });

  it('has the text back when the node refuses it', async () => {
    const text = 'ы'.repeat(20_000);
    await field().fill(text);
    await field().press('Enter');
    await page.getByText('The message is too long').waitFor();
    expect(await written()).toBe(text);
    await page.keyboard.press('Control+z');
    expect(await written()).toBe('');
  });

  it('reaches the menu of the last own message with the arrow up', async () => {
    await field().fill('Oh, one more thing');
    await field().press('Enter');
    await historyOf(page).getByText('Oh, one more thing').waitFor();
    await field().press('ArrowUp');
    await page.getByRole('menuitem', { name: 'Take back' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.title')).toBe('Actions');
    await page.keyboard.type('k');
    await expect.poll(written).toBe('k');
  });

  it('keeps the focus where another key with the arrow is meant for the window', async () => {
    await field().fill('');
    await field().press('Alt+ArrowUp');
    await page.keyboard.type('k');
    await expect.poll(written).toBe('k');
    expect(await page.getByRole('menu').count()).toBe(0);
  });

  it('walks through the messages to reply to, and changes their mind', async () => {
    await field().fill('Nine.');
    const said = await page.evaluate<string[]>(SAID);
    const [older = '', newer = ''] = said.slice(-2);
    await page.keyboard.press('Control+ArrowUp');
    await expect.poll(written).toBe(`> ${newer}\n\nNine.`);
    await page.locator('[data-marked=true]').getByText(newer).waitFor();
    await page.keyboard.press('Control+ArrowUp');
    await expect.poll(written).toBe(`> ${older}\n\nNine.`);
    await page.keyboard.press('Control+ArrowDown');
    await expect.poll(written).toBe(`> ${newer}\n\nNine.`);
    await page.keyboard.press('Escape');
    await expect.poll(written).toBe('Nine.');
    await page.keyboard.press('Control+ArrowUp');
    await expect.poll(written).toBe(`> ${newer}\n\nNine.`);
    await page.keyboard.press('Control+z');
    await expect.poll(written).toBe('Nine.');
  });

  it('replies from the menu of a message, under what was said', async () => {
    await field().fill('Then it is.');
    await historyOf(page).getByText('Line 2').click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: 'Reply', exact: true });
    expect([await item.innerText(), await item.getAttribute('aria-keyshortcuts')]).toEqual([
      'Reply\nAlt+R',
      'Alt+R',
    ]);
    await item.click();
    await expect.poll(written).toBe('> Line 2\n\nThen it is.');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.keyboard.press('Enter');
    const reply = page.locator('.bubble', { hasText: 'Then it is.' });
    await reply.locator('blockquote').getByText('Line 2').waitFor();
  });

  it('hides what is hidden also where its end is folded away, whatever bars stand before it', async () => {
    const hidden = Array.from({ length: 25 }, () => 'the butler').join('\n');
    await field().fill(`It was a || b?\n\n||${hidden}||`);
    await field().press('Enter');
    const long = page.locator('.bubble', { hasText: 'It was' });
    await long.waitFor();
    expect(await long.ariaSnapshot()).not.toContain('the butler');
    await page.locator('.row-preview', { hasText: 'It was a || b? ▒▒▒' }).waitFor();
    await long.getByRole('button', { name: 'Read more' }).click();
    expect(await long.ariaSnapshot()).not.toContain('the butler');
    await long.locator('.marked-spoiler').click();
    expect(await long.ariaSnapshot()).toContain('the butler');
  });

  it('makes no page complain', () => {
    expect(alice.complaints).toEqual([]);
  });
});

function numbered(index: number): string {
  return `Line ${String(index + 1)}`;
}

/** The messages in their order. As text: it runs in the page. */
const SAID = `[...document.querySelectorAll('.bubble-text')]
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((text) => text.innerText.trim())`;
