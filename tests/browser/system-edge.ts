// The page as it is in the desktop app, in a browser: its bridge is a spy, its sessions are those of the served window.

import type { Page } from 'playwright-core';

/** What the page asked the system to show. */
export interface ShownNotification {
  readonly tag: string;
  readonly messageId?: string;
  readonly title: string;
  readonly body: string;
}

/** From the next load of the page on, which is to have its session already. */
export async function atSystemEdge(page: Page): Promise<void> {
  await page.addInitScript(BRIDGE);
}

export function shownNotifications(page: Page): Promise<readonly ShownNotification[]> {
  return page.evaluate<ShownNotification[]>('shownNotifications');
}

/** What it asked to take back again, by tag. */
export function withdrawnNotifications(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>('withdrawnNotifications');
}

/** How much it said waits to be read, each time it said so. */
export function toldUnread(page: Page): Promise<readonly number[]> {
  return page.evaluate<number[]>('toldUnread');
}

export async function clickNotification(page: Page, { tag, messageId }: ShownNotification): Promise<void> {
  const event = { type: 'notification-clicked', tag, messageId };
  await page.evaluate(`tellWindow(${JSON.stringify(event)})`);
}

/** As text: it runs in the page. A session's port leads to the contract of the served window. */
const BRIDGE = `
  window.shownNotifications = [];
  window.withdrawnNotifications = [];
  window.toldUnread = [];
  const openSession = () => {
    const { port1, port2 } = new MessageChannel();
    const socket = new WebSocket(new URL('contract', location.href.replace(/^http/, 'ws').replace(/#.*/, '')));
    const waiting = [];
    socket.onopen = () => waiting.splice(0).forEach((text) => socket.send(text));
    socket.onmessage = ({ data }) => port1.postMessage(data);
    socket.onclose = () => port1.postMessage(null);
    port1.onmessage = ({ data }) => {
      if (data === null) socket.close();
      // How much was read is said between ports alone.
      if (typeof data !== 'string') return;
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
      else waiting.push(data);
    };
    window.postMessage('kith-session', '*', [port2]);
  };
  window.kithDesktop = {
    request: async (request) => {
      if (request.type === 'connect') openSession();
      if (request.type === 'notify') shownNotifications.push(request);
      if (request.type === 'withdraw') withdrawnNotifications.push(request.tag);
      if (request.type === 'unread') toldUnread.push(request.count);
      return true;
    },
    handOver: async () => false,
    chooseFolder: async () => window.chosenFolder ?? null,
    onEvent: (listener) => {
      window.tellWindow = listener;
      listener({
        type: 'surroundings',
        are: { notify: true, badge: true, autostart: true, tray: true, whenClosed: 'ask' },
      });
    },
  };
`;
