/** Something lies over the window and has the keys. A passing remark calls itself a dialog too, and has not. */
export function hasOverlay(): boolean {
  return document.querySelector('[role=dialog]:not(.toast), [role=menu]') !== null;
}
