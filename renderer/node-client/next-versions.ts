// The ids under which files that ended are sent once more: however often that is asked for, a file is sent once, and once again
// when that was taken back.

import type { NodeConnection } from './node-connection.js';
import { SteadyIds } from './steady-ids.js';

export class NextVersions {
  readonly #ids = new SteadyIds();
  readonly #sent = new Set<string>();

  constructor(private readonly connection: Pick<NodeConnection, 'call'>) {}

  /** Under which the file is to be sent now: the same as before, unless that was sent and is gone since. */
  async of(fileId: string): Promise<string> {
    const last = this.#ids.of(fileId);
    if (!this.#sent.has(last) || (await this.#isFollowed(fileId))) return last;
    // Who asked at the same time may have done it.
    if (this.#ids.of(fileId) === last) this.#ids.done(fileId);
    return this.#ids.of(fileId);
  }

  /** The node answered that it was. */
  sent(id: string): void {
    this.#sent.add(id);
  }

  /** Whoever cannot be asked would not send it either. */
  async #isFollowed(fileId: string): Promise<boolean> {
    const found = await this.connection.call('findFiles', { digits: fileId });
    return !found.ok || found.value.files.some(({ isFollowed }) => isFollowed);
  }
}
