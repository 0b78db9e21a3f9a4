import { useSyncExternalStore } from 'react';
import { hasOverlay } from './has-overlay.js';

/** The window is visible and has the focus, and nothing lies over it. */
export function useAttention(): boolean {
  return useSyncExternalStore(subscribe, hasAttention);
}

function hasAttention(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus() && !hasOverlay();
}

function subscribe(listener: () => void): () => void {
  const overlays = overlaysChanging(listener);
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    overlays.disconnect();
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** What lies over the window is drawn beside it: what happens in the window itself is watched by nobody. */
function overlaysChanging(listener: () => void): MutationObserver {
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) if (target === document.body) watch(addedNodes);
    listener();
  });
  const watch = (nodes: Iterable<Node>) => {
    for (const node of nodes)
      if (!(node instanceof HTMLElement && node.id === 'root'))
        observer.observe(node, { childList: true, subtree: true });
  };
  observer.observe(document.body, { childList: true });
  watch(document.body.childNodes);
  return observer;
}
