// Files that are dragged from the desktop of the system over a window: the page gets what it would get then, and nothing of a
// real pointer is needed.

import type { CDPSession, Locator, Page } from 'playwright-core';

const COPY = 1;

export class Dragging {
  #at = { x: 0, y: 0 };

  private constructor(
    private readonly session: CDPSession,
    private readonly paths: readonly string[],
  ) {}

  /** Enters the window with what lies at these paths. */
  static async begin(page: Page, paths: readonly string[]): Promise<Dragging> {
    const dragging = new Dragging(await page.context().newCDPSession(page), paths);
    await dragging.#tell('dragEnter');
    return dragging;
  }

  async over(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('nothing is there to drag over');
    this.#at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await this.#tell('dragOver');
  }

  async drop(): Promise<void> {
    await this.#tell('drop');
    await this.session.detach();
  }

  async #tell(type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> {
    const data = { items: [], files: [...this.paths], dragOperationsMask: COPY };
    await this.session.send('Input.dispatchDragEvent', { type, ...this.#at, data });
  }
}

/** Dragged over the window and dropped there. */
export async function dropFiles(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  const dragging = await Dragging.begin(page, paths);
  await dragging.over(target);
  await dragging.drop();
}
