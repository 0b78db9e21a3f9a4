import type { NodeClient } from '../node-client/use-node.js';
import type { Preferences } from '../preferences/read-preferences.js';

/** Locks the node for every face. What is being written reaches it first. */
export function lock({ connection }: NodeClient, how: Preferences['lock']): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  void connection.call(how === 'full' ? 'lock' : 'lockScreen', {});
}
