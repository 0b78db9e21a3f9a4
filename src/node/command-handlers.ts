// Every command of the contract: those that change the store go to the commit lane, the rest is answered here.

import { AppError } from '../base/app-error.js';
import { toHex } from '../base/bytes.js';
import { formatNodeId } from '../base/ids.js';
import { Secret } from '../base/secret.js';
import type { CommandResult } from '../contract/commands.js';
import type { SelfValue, StatusValue } from '../contract/values.js';
import { checkStore } from './check-store.js';
import type { CommandHandlers } from './contract-server/handlers.js';
import { invitation } from './invitation.js';
import { laneCommandNames, type LaneCommand } from './handlers/index.js';
import { lookUp } from './look-up.js';
import { FileReads, offerThumbnail, picturesNear } from './file-reads.js';
import { offerFile, photoMetadata, shownType } from './offers.js';
import { acceptFile, findFiles, handOverFile, savedPlace } from './transfers.js';
import type { OpenNode } from './open-node.js';

/** What commands may do to the node as a whole. */
export interface NodeControl {
  /** The parts of an open node. Throws AppError NODE_LOCKED or IDENTITY_MISSING otherwise. */
  readonly opened: OpenNode;
  /** Where its settings are read. */
  readonly configFile: string;
  status(): Promise<StatusValue>;
  logReport(): Promise<string>;
  createIdentity(name: string, password: Secret<string>): Promise<void>;
  unlock(password: Secret<string>): Promise<void>;
  lock(): Promise<void>;
  lockScreen(): Promise<void>;
  changePassword(old: Secret<string>, next: Secret<string>): Promise<void>;
  checkPassword(password: Secret<string>): Promise<void>;
}

export function commandHandlers(node: NodeControl): CommandHandlers {
  return {
    ...answeredHere(node),
    ...locksHere(node),
    ...activityHere(node),
    ...filesHere(node),
    ...laneHandlers(node),
  };
}

/** This node as it presents itself to its owner. */
function selfOf({ configFile, opened: { facts, addresses } }: NodeControl): SelfValue {
  return {
    nodeId: facts.nodeId,
    nodeIdText: formatNodeId(facts.nodeId),
    name: facts.name,
    fingerprint: facts.fingerprint,
    ...invitation(facts.nodeId, addresses()),
    configFile,
  };
}

/** The disk is asked before the lane decides. */
function filesHere(node: NodeControl): Pick<CommandHandlers, FileCommand> {
  const reads = new FileReads();
  return {
    photoMetadata: (params) => photoMetadata(node.opened, params),
    shownType: (params) => shownType(node.opened, params),
    handOverFile: (params) => handOverFile(node.opened, params),
    offerFile: (params) => offerFile(node.opened, params),
    beginHandOver: (params) => node.opened.transfers.handOvers.begin(params),
    handOverPiece: (params) => node.opened.transfers.handOvers.piece(params),
    endHandOver: (params) => node.opened.transfers.handOvers.end(params),
    dropHandOver: (params) => node.opened.transfers.handOvers.drop(params),
    acceptFile: (params) => acceptFile(node.opened, params),
    savedPlace: (params) => savedPlace(node.opened, params),
    offerThumbnail: (params) => offerThumbnail(node.opened, params),
    findFiles: (params) => findFiles(node.opened, params),
    picturesNear: (params) => picturesNear(node.opened, params),
    readMedia: (params) => reads.media(node.opened, params),
    readCopy: (params) => reads.copy(node.opened, params),
  };
}

type FileCommand =
  | 'photoMetadata'
  | 'shownType'
  | 'handOverFile'
  | 'beginHandOver'
  | 'handOverPiece'
  | 'endHandOver'
  | 'dropHandOver'
  | 'offerFile'
  | 'acceptFile'
  | 'savedPlace'
  | 'offerThumbnail'
  | 'findFiles'
  | 'picturesNear'
  | 'readMedia'
  | 'readCopy';

/** Nothing of it is kept. */
function activityHere(node: NodeControl): Pick<CommandHandlers, ActivityCommand> {
  return {
    setTyping: ({ contactId, typing }) => {
      const { contacts, activity } = node.opened;
      const nodeId = contacts.nodeIdOf(contactId);
      if (!nodeId) throw new AppError('NOT_FOUND', { what: 'contact' });
      activity.setTyping(nodeId, typing);
      return Promise.resolve({});
    },
    noteUse: () => {
      node.opened.activity.used();
      return Promise.resolve({});
    },
  };
}

type ActivityCommand = 'setTyping' | 'noteUse';

/** What keeps others out. */
function locksHere(node: NodeControl): Pick<CommandHandlers, LockCommand> {
  return {
    unlock: async ({ password }) => {
      await node.unlock(new Secret(password));
      return {};
    },
    lock: ({ unusedMs }) => lockUnlessUsed(node, unusedMs, () => node.lock()),
    lockScreen: ({ unusedMs }) => lockUnlessUsed(node, unusedMs, () => node.lockScreen()),
    changePassword: async ({ password, newPassword }) => {
      await node.changePassword(new Secret(password), new Secret(newPassword));
      return {};
    },
    checkPassword: async ({ password }) => {
      await node.checkPassword(new Secret(password));
      return {};
    },
  };
}

/** A face nobody touches knows nothing of the others. */
async function lockUnlessUsed(
  node: NodeControl,
  unusedMs: number | undefined,
  lock: () => Promise<void>,
): Promise<CommandResult<'lock'>> {
  const waitMs = unusedMs === undefined ? 0 : unusedMs - node.opened.activity.unusedMs;
  if (waitMs > 0) return { waitMs };
  await lock();
  return {};
}

type LockCommand = 'unlock' | 'lock' | 'lockScreen' | 'changePassword' | 'checkPassword';

function answeredHere(
  node: NodeControl,
): Omit<CommandHandlers, LaneCommand | FileCommand | ActivityCommand | LockCommand> {
  return {
    status: () => node.status(),
    createIdentity: async ({ name, password }) => {
      await node.createIdentity(name, new Secret(password));
      return selfOf(node);
    },
    self: () => Promise.resolve(selfOf(node)),
    lookUp: ({ target }) => lookUp(node.opened, target),
    retryNow: ({ contactId }) => {
      const nodeId = node.opened.contacts.nodeIdOf(contactId);
      if (!nodeId) throw new AppError('NOT_FOUND', { what: 'contact' });
      node.opened.layer.dialNow(nodeId);
      return Promise.resolve({});
    },
    listenNow: async () => {
      await node.opened.listening?.tryNow();
      return {};
    },
    messageText: async ({ conversationId, position }) => {
      const query = { kind: 'messageText', conversationId, position } as const;
      const text = (await node.opened.reader.read(query)).value;
      if (text === undefined) throw new AppError('NOT_FOUND', { what: 'message' });
      return { text };
    },
    searchPage: async (params) => {
      const { rows, hasMore, unsearched } = (await node.opened.reader.read({ kind: 'search', ...params }))
        .value;
      return { rows: [...rows], hasMore, unsearched };
    },
    messagePage: async ({ conversationId, before, after, limit }) => {
      const query = { kind: 'messagePage', conversationId, before, after, limit } as const;
      const { rows, hasMore } = (await node.opened.reader.read(query)).value;
      return { messages: [...rows], hasMore };
    },
    certificate: () => {
      const { keyHash, expiresAt } = node.opened.certificate;
      return Promise.resolve({ keyHash: toHex(keyHash), expiresAt });
    },
    storage: async ({ conversationId }) => {
      const use = await node.opened.reader.read({ kind: 'storage', conversationId });
      const { databaseBytes, conversations } = use.value;
      return { databaseBytes, conversations: [...conversations] };
    },
    logReport: async () => ({ text: await node.logReport() }),
    checkStore: () => checkStore(node.opened.reader),
  };
}

function laneHandlers(node: NodeControl): Pick<CommandHandlers, LaneCommand> {
  const handler = (name: LaneCommand) => (params: unknown) => node.opened.lane.command(name, params);
  // The lane runs the handler of the same name, whose type is the command's.
  return Object.fromEntries(laneCommandNames.map((name) => [name, handler(name)])) as Pick<
    CommandHandlers,
    LaneCommand
  >;
}
