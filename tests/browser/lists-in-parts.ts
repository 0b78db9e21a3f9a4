// A long list comes in parts; here any list does, and the rest of it when the story goes on.

import type { Page, WebSocketRoute } from 'playwright-core';
import type { FromFace, ToFace } from '../../src/contract/messages.js';

export interface ListsInParts {
  /** Lets the rest of every list come, and all that waits behind it. */
  readonly comeWhole: () => void;
  /** The window gets a new session, and its lists anew. */
  readonly breakSession: () => Promise<void>;
}

/** Of these views nothing but that there is more, from the next session on. */
export async function listsInParts(page: Page, views: readonly string[]): Promise<ListsInParts> {
  let held: (() => void)[] | undefined;
  let endSession = () => Promise.resolve();
  await page.routeWebSocket(/./u, (window: WebSocketRoute) => {
    const node = window.connectToServer();
    const calls = new Set<number>();
    held = undefined;
    endSession = async () => {
      await node.close();
      await window.close();
    };
    window.onMessage((message) => {
      const said = JSON.parse(String(message)) as FromFace;
      if (said.type === 'subscribe' && views.includes(said.view)) {
        calls.add(said.call);
        // With what it had before, it would be told only what changed.
        node.send(JSON.stringify({ ...said, cursor: undefined }));
      } else node.send(message);
    });
    node.onMessage((message) => {
      const said = JSON.parse(String(message)) as ToFace;
      if (said.type === 'snapshot' && calls.delete(said.call)) {
        const { call, rev, rows } = said;
        window.send(JSON.stringify({ ...said, rows: [], hasNewer: true }));
        const rest = { type: 'delta', call, from: rev, to: rev, upsert: rows, remove: [], hasNewer: false };
        (held ??= []).push(() => {
          window.send(JSON.stringify(rest));
        });
      } else if (held && 'call' in said && said.type !== 'result') held.push(() => window.send(message));
      else window.send(message);
    });
  });
  return {
    comeWhole: () => {
      for (const send of held ?? []) send();
      held = undefined;
    },
    breakSession: () => endSession(),
  };
}
