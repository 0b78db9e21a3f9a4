// The screens there are, and how to get there. Nothing here reads words: they are different in every language.

import type { Page } from 'playwright-core';
import { formatNodeId, type NodeId } from '../../../src/base/ids.js';
import { NARROW, openFirst, openRow, overlay, press, type Screen } from './screen.js';
import { SCREENS_OF_FILES } from './screens-of-files.js';

/** A link without an address, which needs nobody who answers. */
const SOMEBODY = `kith://add/?id=${formatNodeId('07'.repeat(32) as NodeId)}`;

/** In the order of their list. */
const SETTINGS = [
  'appearance',
  'writing',
  'notifications',
  'locking',
  'privacy',
  'identity',
  'network',
  'storage',
  'shortcuts',
  'about',
];

export const SCREENS: Readonly<Record<string, Screen>> = {
  'first-run': {
    scene: 'stranger',
    show: (page) => page.locator('input').nth(1).fill('seven mild otters sing'),
  },
  unlock: { scene: 'locked' },
  'unlock-wrong': {
    scene: 'locked',
    show: async (page) => {
      await page.locator('input').fill('not this one');
      await press(page, 'Enter');
      await page.locator('.field-error').waitFor();
    },
  },
  'screen-lock': { scene: 'leaver' },
  empty: { scene: 'newcomer' },
  add: { scene: 'newcomer', show: (page) => overlay(page, 'Alt+n') },
  'add-former-key': {
    scene: 'newcomer',
    show: async (page) => {
      await overlay(page, 'Alt+n');
      await page.locator('.dialog input[type=text]').fill(SOMEBODY);
      await press(page, 'Enter');
      await page.locator('.fold > summary').click();
      await page.locator('.fold input').fill('kith1');
      await page.locator('.dialog [type=submit]').click();
      await page.locator('.field-error').waitFor();
    },
  },
  'add-wrong': {
    scene: 'newcomer',
    show: async (page) => {
      await overlay(page, 'Alt+n');
      await page.getByRole('dialog').locator('input, textarea').first().fill('nowhere at all');
      await press(page, 'Enter');
      await page.locator('.field-error').waitFor();
    },
  },
  invite: {
    scene: 'newcomer',
    show: async (page) => {
      await overlay(page, 'Alt+i');
      await page.locator('.invite-qr').waitFor();
    },
  },
  pending: { scene: 'pending', show: openFirst },
  'pending-alone': { scene: 'alone', show: openFirst },
  'pending-help': {
    scene: 'alone',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.strip .text-button').click();
      await page.locator('.reach-steps').waitFor();
    },
  },
  refused: { scene: 'refused', show: openFirst },
  former: { scene: 'remover', show: openFormer },
  'former-delete': {
    scene: 'remover',
    show: async (page) => {
      await openFormer(page);
      await page.locator('.conversation-header .icon-button').last().click();
      await page.locator('.dialog').waitFor();
    },
  },
  conversation: { scene: 'alice', show: openFirst },
  'conversation-other': { scene: 'alice', show: async (page) => openRow(page, 1) },
  request: { scene: 'alice', show: (page) => page.locator('.request [aria-expanded]').click() },
  details: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await press(page, 'Control+d');
    },
  },
  compare: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await press(page, 'Control+d');
      await page.locator('.details .button').first().click();
      await page.locator('.compare-number').waitFor();
    },
  },
  'conversation-menu': {
    scene: 'alice',
    show: async (page) => {
      await page.locator('.row').first().click({ button: 'right' });
      await page.locator('.menu-item').nth(4).click();
      await page.locator('.menu').nth(1).waitFor();
    },
  },
  rename: { scene: 'alice', show: (page) => rowDeed(page, 5) },
  remove: { scene: 'alice', show: (page) => rowDeed(page, 7) },
  select: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.bubble').nth(2).click({ button: 'right' });
      await page.locator('.menu-item').nth(3).click();
      await page.locator('.menu').waitFor({ state: 'detached' });
    },
  },
  'message-menu': {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.bubble').nth(2).click({ button: 'right' });
      await page.locator('.menu').waitFor();
    },
  },
  search: {
    scene: 'alice',
    isWide: true,
    show: async (page) => {
      await openFirst(page);
      await page.locator('#list-search').fill('th');
      await page.locator('.found mark').first().waitFor();
    },
  },
  'search-inside': {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await press(page, 'Control+Shift+F');
      await page.locator('#conversation-search').fill('th');
      await page.locator('[data-marked=true]').waitFor();
    },
  },
  emoji: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await press(page, 'Alt+j');
      await page.locator('.emoji-cell').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
  },
  format: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.composer textarea').fill('With emphasis');
      await press(page, 'Control+a');
      await page.locator('.format-bar').waitFor();
    },
    leave: (page) => page.locator('.composer textarea').fill(''),
  },
  'message-details': {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.bubble-line[data-direction=out] .bubble').first().click({ button: 'right' });
      await page.locator('.menu-item').nth(4).click();
      await page.locator('.way').waitFor();
    },
  },
  forward: {
    scene: 'alice',
    show: async (page) => {
      await openFirst(page);
      await page.locator('.bubble').nth(2).click({ button: 'right' });
      await page.locator('.menu-item').nth(2).click();
      await page.locator('.forward-people').waitFor();
    },
  },
  'files-none': { scene: 'alice', show: (page) => overlay(page, 'Alt+t') },
  ...SCREENS_OF_FILES,
  palette: { scene: 'alice', show: (page) => overlay(page, 'Control+k') },
  shortcuts: { scene: 'alice', show: (page) => overlay(page, 'Control+/') },
  ...Object.fromEntries(
    SETTINGS.map((section, index) => [
      `settings-${section}`,
      { scene: 'alice' as const, show: (page: Page) => openSettings(page, index) },
    ]),
  ),
  passphrase: {
    scene: 'alice',
    show: async (page) => {
      await openSettings(page, SETTINGS.indexOf('identity'));
      await page.locator('.settings-column .button').last().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  log: {
    scene: 'alice',
    show: async (page) => {
      await openSettings(page, SETTINGS.indexOf('storage'));
      await page.locator('.settings-column .button').last().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'narrow-settings': { scene: 'alice', size: NARROW, show: (page) => press(page, 'Control+,') },
  'narrow-settings-page': { scene: 'alice', size: NARROW, show: (page) => openSettings(page, 5) },
  'narrow-first-run': { scene: 'stranger', size: NARROW },
  'narrow-request': {
    scene: 'alice',
    size: NARROW,
    show: (page) => page.locator('.request [aria-expanded]').click(),
  },
  'narrow-list': { scene: 'alice', size: NARROW },
  'narrow-conversation': { scene: 'alice', size: NARROW, show: openFirst },
  'narrow-search': {
    scene: 'alice',
    size: NARROW,
    show: async (page) => {
      await openFirst(page);
      await press(page, 'Control+Shift+F');
      await page.locator('#conversation-search').fill('th');
      await page.locator('[data-marked=true]').waitFor();
    },
  },
};

/** A window as it is after its start, whatever was done in it. */
export async function openAfresh(page: Page): Promise<void> {
  await page.evaluate("history.replaceState(null, '', location.pathname)");
  await page.reload();
  await page.locator('.list-area, form').first().waitFor();
}

/** From the menu of the first row. */
async function rowDeed(page: Page, index: number): Promise<void> {
  await page.locator('.row').first().click({ button: 'right' });
  await page.locator('.menu-item').nth(index).click();
  await page.getByRole('dialog').waitFor();
}

async function openFormer(page: Page): Promise<void> {
  await page.locator('.row-archived').click();
  await page.locator('.list-rows .row').first().click();
  await page.locator('.strip').waitFor();
  await page.locator('.history-row').first().waitFor();
}

async function openSettings(page: Page, section: number): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.locator('.settings-link').nth(section).click();
}
