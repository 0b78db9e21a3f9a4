import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/base/app-error.js';
import type { TransferRow } from '../../src/contract/values.js';
import { FakeNode, type Handlers } from './fake-node.js';
import { kith } from './fake-shell.js';
import { contact, CONVERSATION, offer } from './people.js';

const BOB = contact('Bob');
const OFFER = offer(BOB);
const DONE: TransferRow = { ...OFFER, stage: 'done', doneBytes: OFFER.sizeBytes };
const OLD: TransferRow = { ...DONE, id: 'e'.repeat(32), name: 'old.bin' };
const transferId = OFFER.id;

const nodeWith = (transfers: readonly TransferRow[], handlers: Handlers = {}) =>
  new FakeNode(handlers, { contacts: [BOB], transfers });

describe('offered files', () => {
  it('are listed with what they end in, their size and how they are answered', async () => {
    const { out, exitCode } = await kith(['offers'], {
      node: nodeWith([OFFER, OLD]),
    });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/07be22d9\s+Bob\s+film\.mp4\s+mp4\s+4\.4 MB/u);
    expect(out).toContain('accept 07be22d9 --to DIR');
    expect(out).not.toContain('old.bin');
    expect((await kith(['offers'], { node: nodeWith([]) })).out).toBe(
      'Nobody offers a file at the moment.\n',
    );
  });

  it('are shown without what a peer could command the terminal with, and as JSON', async () => {
    const name = 'a\u001b[2J\u202egpj.exe';
    const node = nodeWith([{ ...OFFER, name, extension: 'exe' }]);
    const { out } = await kith(['offers'], { node });
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
    expect(JSON.parse((await kith(['offers', '--json'], { node })).out)).toMatchObject([
      { id: transferId, name },
    ]);
  });

  it('are taken, saved where their owner says, or declined, which the sender is told', async () => {
    const node = nodeWith([OFFER]);
    expect((await kith(['accept', '07be22d9', '--to', 'films'], { node })).exitCode).toBe(0);
    expect((await kith(['accept', '07BE22D9'], { node })).exitCode).toBe(0);
    expect(node.called('acceptFile')).toEqual([
      { transferId, saveTo: resolve('films') },
      { transferId, saveTo: null },
    ]);
    expect((await kith(['decline', '07be22d9'], { node })).out).toContain('Declined: film.mp4. Bob is told.');
    expect(node.called('declineFile')).toEqual([{ transferId }]);
  });

  it('that nobody offers, or that more than one id fits, are refused by name', async () => {
    const node = nodeWith([OFFER, { ...OFFER, id: `1${OFFER.id.slice(1)}`, name: 'other.mp4' }]);
    const unknown = await kith(['accept', 'ffffffff'], { node });
    const unclear = await kith(['accept', '07be22d9'], { node });
    expect([unknown.exitCode, unclear.exitCode]).not.toContain(0);
    expect(unclear.err).toContain('other.mp4');
    expect((await kith(['accept', '07b'], { node })).exitCode).not.toBe(0);
    expect(node.called('acceptFile')).toEqual([]);
  });

  it('that do not fit on the disk stay offered, and that is said', async () => {
    const node = nodeWith([OFFER], {
      acceptFile: () => {
        throw new AppError('DISK_FULL');
      },
    });
    const { exitCode, err } = await kith(['accept', '07be22d9'], { node });
    expect(exitCode).not.toBe(0);
    expect(err).toMatch(/disk/iu);
  });
});

describe('files on their way', () => {
  it.each<[string, Partial<TransferRow>]>([
    ['waits for your word', {}],
    ['paused by you', { stage: 'running', pausedByMe: true }],
    ['paused by them', { stage: 'running', pausedByPeer: true }],
    ['waits for its turn behind other files', { stage: 'running', activity: 'queued' }],
    [
      'the file is out of reach here; tries again by itself, and now with `kith resume ID`',
      { stage: 'running', direction: 'out', activity: 'sourceAway' },
    ],
    ['the disk is full; it goes on when there is room', { stage: 'running', activity: 'noSpace' }],
    ['held back: nothing goes to this contact', { direction: 'out', stage: 'running', activity: 'held' }],
    [
      'all of it came; waits for the word of its sender',
      { stage: 'running', activity: 'waiting', doneBytes: OFFER.sizeBytes },
    ],
    ['50 %, ', { stage: 'running', activity: 'flowing', doneBytes: 2_200_000, bytesPerSecond: 1_000_000 }],
    ['received; kept encrypted in your home', { stage: 'done' }],
    ['saved as /films/film.mp4', { stage: 'done', savedAs: '/films/film.mp4' }],
    [
      'once they took some, send it again with',
      { direction: 'out', stage: 'ended', end: { reason: 'tooMany', by: 'peer' } },
    ],
    ['ended: they have it no more', { stage: 'ended', end: { reason: 'gone', by: 'peer' } }],
  ])('are listed with how they go: %s', async (words, changes) => {
    const { out } = await kith(['transfers'], { node: nodeWith([{ ...OFFER, ...changes }]) });
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(words);
  });

  it.each([
    ['pause', 'pauseFile'],
    ['resume', 'resumeFile'],
    ['cancel', 'cancelFile'],
    ['delete-file', 'deleteFile'],
  ] as const)('can be told to %s', async (word, command) => {
    const node = nodeWith([OFFER]);
    const { exitCode, out } = await kith([word, '07be22d9'], { node });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('film.mp4')]);
    expect(node.called(command)).toEqual([{ transferId }]);
  });

  it('that changed on the way say how the new version is sent, which one command does', async () => {
    const changed = { reason: 'sourceChanged', by: 'me' } as const;
    const node = nodeWith([{ ...OFFER, direction: 'out', stage: 'ended', end: changed }], {
      offerFile: ({ to }) => ({
        transferIds: to.map(({ id }) => id),
        metadata: { outcome: 'nothing', removed: [], reason: null },
      }),
    });
    expect((await kith(['transfers', '--json'], { node })).exitCode).toBe(0);
    expect((await kith(['transfers'], { node })).out).toContain('send-new-version');
    const { exitCode, out } = await kith(['send-new-version', '07be22d9'], { node });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('Offered to Bob as it is now: film.mp4.')]);
    await kith(['send-new-version', '07be22d9', '--keep-metadata'], { node });
    const [asBefore, whole] = node.called('offerFile');
    const anew = { transferId, to: [{ contactId: BOB.id }], isNewVersion: true };
    expect([asBefore, whole]).toMatchObject([anew, { ...anew, keepMetadata: true }]);
    expect(asBefore).not.toHaveProperty('keepMetadata');
  });

  it('that cannot be told so say why', async () => {
    const node = nodeWith([DONE], {
      pauseFile: () => {
        throw new AppError('TRANSFER_NOT_POSSIBLE', { stage: 'done' });
      },
    });
    const { exitCode, err } = await kith(['pause', '07be22d9'], { node });
    expect([exitCode === 0, err.length > 0]).toEqual([false, true]);
  });

  it('are waited for until they are here and saved, and fail the command when they cannot be', async () => {
    const saved = nodeWith([{ ...DONE, savedAs: '/films/film.mp4' }]);
    const done = await kith(['accept', '07be22d9', '--to', '/films', '--wait'], { node: saved });
    expect([done.exitCode, done.out]).toEqual([0, expect.stringContaining('saved as /films/film.mp4')]);
    const error = { code: 'FOLDER_UNUSABLE', params: { path: '/films', reason: 'missing' } } as const;
    const unsaved = nodeWith([{ ...DONE, saveError: error }]);
    const failed = await kith(['accept', '07be22d9', '--to', '/films', '--wait'], { node: unsaved });
    expect([failed.exitCode === 0, failed.err]).toEqual([false, expect.stringContaining('/films')]);
    const ended = nodeWith([{ ...OFFER, stage: 'ended', end: { reason: 'cancelled', by: 'peer' } }]);
    const given = await kith(['accept', '07be22d9', '--wait'], { node: ended });
    expect([given.exitCode, given.err]).toEqual([1, 'film.mp4: cancelled by them.\n']);
  });

  it('are waited for and found also when so many came after them that no list shows them', async () => {
    const node = nodeWith([OLD], { findFiles: () => ({ files: [{ ...DONE, savedAs: '/films/film.mp4' }] }) });
    const { exitCode, out } = await kith(['accept', '07be22d9', '--to', '/films', '--wait'], { node });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('saved as /films/film.mp4')]);
    expect(node.called('acceptFile')).toEqual([{ transferId, saveTo: '/films' }]);
  });

  it('fail the command when they are forgotten elsewhere before anybody saw how they ended', async () => {
    const node: FakeNode = nodeWith([{ ...OFFER, stage: 'running' }], {
      acceptFile: () => {
        node.handlers.findFiles = () => ({ files: [] });
        node.setRows('transfers', []);
        return {};
      },
    });
    const { exitCode, err } = await kith(['accept', '07be22d9', '--wait'], { node });
    expect([exitCode === 0, err]).toEqual([false, expect.stringContaining('No file has the id')]);
  });

  it('are not accepted into a folder that cannot be written to, which is said with what to do', async () => {
    const node = nodeWith([OFFER], {
      acceptFile: () => {
        throw new AppError('FOLDER_UNUSABLE', { path: '/films', reason: 'access' });
      },
    });
    const { exitCode, err } = await kith(['accept', '07be22d9', '--to', '/films'], { node });
    expect(exitCode).toBe(1);
    expect(err).toContain('Nothing can be saved in /films');
    expect(err).toContain('Choose another with --to.');
  });

  it('are said to be saved once more, not where the copy before lies', async () => {
    const node = nodeWith([{ ...DONE, savedAs: '/films/film.mp4' }]);
    const { out } = await kith(['accept', '07be22d9', '--to', '/more'], { node });
    expect(out).toContain('is being saved in /more');
    expect(out).not.toContain('/films');
  });

  it('are said to get another name where the copy before lies', async () => {
    const node = nodeWith([{ ...DONE, savedAs: '/films/film.mp4' }]);
    const { out } = await kith(['accept', '07be22d9', '--to', '/films/'], { node });
    expect(out.replaceAll('\n', ' ')).toContain(
      'was saved as /films/film.mp4, and is being saved there once more, under a name that is free',
    );
  });

  it('do not go on because of one side while the other holds them', async () => {
    const node = nodeWith([{ ...OFFER, stage: 'running', pausedByPeer: true }]);
    expect((await kith(['resume', '07be22d9'], { node })).out).toBe(
      'Bob paused it; it goes on when they resume it.\n',
    );
  });
});

describe('what is kept', () => {
  const row = {
    conversationId: CONVERSATION,
    name: 'Bob',
    messages: 3,
    bytes: 900,
    files: 2,
    fileBytes: 4_400_000,
  };
  const keeping = (conversations: readonly (typeof row)[] = [row]) =>
    nodeWith([], {
      storage: () => ({ databaseBytes: 1_000_000, conversations: [...conversations] }),
      removeFiles: () => ({}),
    });

  it('is listed for each conversation, or for one', async () => {
    const node = keeping();
    const { out } = await kith(['storage'], { node });
    expect(out).toMatch(/Bob\s+3\s+2\s+4\.4 MB\s+4\.4 MB/u);
    expect((await kith(['storage', 'Bob', '--json'], { node })).exitCode).toBe(0);
    expect(node.called('storage')).toEqual([{}, { conversationId: BOB.conversationId }]);
  });

  it('is taken away only when that is asked for and agreed to, and what stays is said', async () => {
    const node = keeping();
    const refused = await kith(['storage', 'Bob', '--remove-files'], { node });
    expect([refused.exitCode === 0, node.called('removeFiles')]).toEqual([false, []]);
    const done = await kith(['storage', 'Bob', '--remove-files', '--yes'], { node });
    expect(done.out).toContain('2 files of the conversation with Bob removed: 4.4 MB.');
    expect(node.called('removeFiles')).toEqual([{ conversationId: BOB.conversationId }]);
    const none = await kith(['storage', 'Bob', '--remove-files', '--yes'], { node: keeping([]) });
    expect([none.exitCode, none.out]).toEqual([0, 'Nothing is kept of this yet.\n']);
  });
});
