import { afterEach, describe, expect, it } from 'vitest';
import { closeIfOpen, openOverlay, overlay, type Overlay } from './overlays.js';

const removing: Overlay = { kind: 'remove', contactId: 'Bob' };
const renaming: Overlay = { kind: 'rename', contactId: 'Bob' };

describe('an overlay whose answer is late', () => {
  afterEach(() => {
    overlay.setState({ open: undefined });
  });

  it('closes itself', () => {
    openOverlay(removing);
    closeIfOpen(removing);
    expect(overlay.getState().open).toBeUndefined();
  });

  it('leaves another one open that was opened meanwhile', () => {
    openOverlay(removing);
    openOverlay(renaming);
    closeIfOpen(removing);
    expect(overlay.getState().open).toEqual(renaming);
  });
});
