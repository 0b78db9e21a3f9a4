// How long nobody has touched this page: all a browser lets it know of its owner's absence.

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Calls once after so long without a touch, and again after each later absence, until the returned function is called. */
export function onPageIdle(idleMs: number, listener: () => void): () => void {
  let touchedAt = Date.now();
  let timer = setTimeout(look, idleMs);
  function look(): void {
    const leftMs = touchedAt + idleMs - Date.now();
    if (leftMs > 0) timer = setTimeout(look, leftMs);
    else listener();
  }
  const touched = () => {
    const wasAway = Date.now() - touchedAt >= idleMs;
    touchedAt = Date.now();
    if (wasAway) {
      clearTimeout(timer);
      timer = setTimeout(look, idleMs);
    }
  };
  for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const touch of TOUCHES) window.removeEventListener(touch, touched);
  };
}
