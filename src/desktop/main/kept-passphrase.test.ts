import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.js';
import type { NodeState } from '../../contract/values.js';
import type { KeyringState } from '../../contract/window-bridge.js';
import { KeptPassphrase } from './kept-passphrase.js';
import type { SystemKeyring } from './system-keyring.js';

const PASSPHRASE = 'seven mild otters sing';

describe('a passphrase in the system’s keyring', () => {
  let dir: string;
  let file: string;
  let told: KeyringState[];
  let isThere: boolean;
  let isGiving: boolean;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kith-keyring-'));
    file = join(dir, 'passphrase.json');
    told = [];
    isThere = true;
    isGiving = true;
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  const keyring: SystemKeyring = {
    isPresent: () => isThere,
    seal: (text) => Buffer.from(text).map((byte) => byte ^ 0x5a),
    open: (sealed) => {
      if (!isGiving) throw new Error('gone');
      return Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString();
    },
  };

  /** As after a start of the app. */
  function kept(): KeptPassphrase {
    return new KeptPassphrase({ file, keyring, onChange: (state) => told.push(state) });
  }

  /** A node that was locked when the app started it, and is opened by this passphrase. */
  class Node {
    readonly tried: string[] = [];

    constructor(
      private readonly of: KeptPassphrase,
      private readonly right = PASSPHRASE,
      private readonly first: NodeState = 'locked',
    ) {}

    state(): Promise<NodeState> {
      this.of.nodeIs(this.first, false);
      return Promise.resolve(this.first);
    }

    unlock(passphrase: string): Promise<void> {
      this.tried.push(passphrase);
      if (passphrase !== this.right) return Promise.reject(new AppError('PASSWORD_WRONG'));
      this.of.nodeIs('open', false);
      return Promise.resolve();
    }
  }

  async function startedNode(of: KeptPassphrase, right?: string, first?: NodeState): Promise<Node> {
    const node = new Node(of, right, first);
    await of.open(node);
    return node;
  }

  it('is off until its owner wants it, and gone when they do not any more', () => {
    const passphrase = kept();
    expect(passphrase.state).toBe('off');
    expect(passphrase.keep(PASSPHRASE)).toBe(true);
    expect([passphrase.state, kept().state]).toEqual(['on', 'on']);
    expect(passphrase.forget()).toBe(true);
    expect([passphrase.state, kept().state]).toEqual(['off', 'off']);
    expect(told).toEqual(['on', 'off']);
  });

  it('lies beside the window as the keyring sealed it, for its owner alone', () => {
    writeFileSync(file, '', { mode: 0o644 });
    kept().keep(PASSPHRASE);
    expect(readFileSync(file, 'utf8')).not.toMatch(/otters/u);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64').toString()).not.toMatch(/otters/u);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('opens a node that has just started', async () => {
    kept().keep(PASSPHRASE);
    told = [];
    const node = await startedNode(kept());
    expect(node.tried).toEqual([PASSPHRASE]);
    expect(told).toEqual(['opening', 'on']);
  });

  it('opens none without having been switched on', async () => {
    expect((await startedNode(kept())).tried).toEqual([]);
    expect(told).toEqual([]);
  });

  it('opens none that runs already, and none without an identity', async () => {
    kept().keep(PASSPHRASE);
    expect((await startedNode(kept(), PASSPHRASE, 'open')).tried).toEqual([]);
    expect((await startedNode(kept(), PASSPHRASE, 'empty')).tried).toEqual([]);
  });

  it('does not open what its owner locked, also after a start, until they have opened it', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    await startedNode(passphrase);
    passphrase.nodeIs('locked', false);
    const afterwards = kept();
    expect((await startedNode(afterwards)).tried).toEqual([]);
    afterwards.nodeIs('locked', false);
    expect((await startedNode(kept())).tried).toEqual([]);
    afterwards.nodeIs('open', false);
    expect((await startedNode(kept())).tried).toEqual([PASSPHRASE]);
  });

  it('goes on asking its owner when the disk did not take that they opened what they had locked', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    passphrase.nodeIs('open', false);
    passphrase.nodeIs('locked', false);
    mkdirSync(`${file}.tmp`);
    passphrase.nodeIs('open', false);
    const afterwards = kept();
    expect((await startedNode(afterwards)).tried).toEqual([]);
    expect(afterwards.state).toBe('on');
    rmSync(`${file}.tmp`, { recursive: true });
    afterwards.nodeIs('open', false);
    expect((await startedNode(kept())).tried).toEqual([PASSPHRASE]);
  });

  it('is forgotten when the disk did not take that its owner locked, and Settings says so', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    passphrase.nodeIs('open', false);
    mkdirSync(`${file}.tmp`);
    passphrase.nodeIs('locked', false);
    expect(passphrase.state).toBe('off');
    expect((await startedNode(kept())).tried).toEqual([]);
  });

  it('opens at the next start a node that broke and locked by itself', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    await startedNode(passphrase);
    passphrase.nodeIs('locked', true);
    expect((await startedNode(kept())).tried).toEqual([PASSPHRASE]);
  });

  it('opens none that broke after its owner had locked it', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    await startedNode(passphrase);
    passphrase.nodeIs('locked', false);
    passphrase.nodeIs('locked', true);
    expect((await startedNode(kept())).tried).toEqual([]);
  });

  it('opens again a node that died while it was open', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    await startedNode(passphrase);
    expect((await startedNode(passphrase)).tried).toEqual([PASSPHRASE]);
  });

  it('is forgotten when it is no longer the passphrase, and says so until the node is open', async () => {
    kept().keep(PASSPHRASE);
    told = [];
    const passphrase = kept();
    await startedNode(passphrase, 'another one');
    expect(told).toEqual(['opening', 'outdated']);
    expect(kept().state).toBe('off');
    passphrase.nodeIs('open', false);
    expect(passphrase.state).toBe('off');
  });

  it('is asked of its owner where the keyring gives nothing, and kept for when it does', async () => {
    kept().keep(PASSPHRASE);
    told = [];
    isGiving = false;
    const passphrase = kept();
    expect((await startedNode(passphrase)).tried).toEqual([]);
    expect(told).toEqual(['opening', 'unreadable']);
    isGiving = true;
    expect((await startedNode(kept())).tried).toEqual([PASSPHRASE]);
  });

  it.each(['', '{', '{"sealed":1,"isLocked":false}'])(
    'is asked of its owner where the file holds %j',
    async (content) => {
      writeFileSync(file, content);
      const passphrase = kept();
      const { tried } = await startedNode(passphrase);
      expect(tried).toEqual([]);
      expect(passphrase.state).toBe('unreadable');
    },
  );

  it('leaves to its owner what else keeps the node from opening', async () => {
    const passphrase = kept();
    passphrase.keep(PASSPHRASE);
    await passphrase.open({
      state: () => Promise.resolve('locked'),
      unlock: () => Promise.reject(new AppError('DISK_FULL')),
    });
    expect([passphrase.state, kept().state]).toEqual(['on', 'on']);
  });

  it('is not kept where there is no keyring, or one that does not give it back', () => {
    isThere = false;
    expect(kept().state).toBe('absent');
    isGiving = false;
    const passphrase = kept();
    expect(passphrase.keep(PASSPHRASE)).toBe(false);
    expect(passphrase.state).toBe('absent');
  });

  it('can be switched off where the keyring it was in is gone', () => {
    kept().keep(PASSPHRASE);
    isThere = false;
    const passphrase = kept();
    expect(passphrase.state).toBe('on');
    passphrase.forget();
    expect(passphrase.state).toBe('absent');
  });
});
