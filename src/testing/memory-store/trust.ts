import { AppError } from '../../base/app-error.js';
import type { Incarnation } from '../../base/ids.js';
import type {
  Contact,
  ContactStore,
  IncomingRequest,
  RequestStore,
  Settled,
} from '../../core/ports/contact-store.js';
import type { IdentityStore, OwnIdentity } from '../../core/ports/identity-store.js';
import { DEFAULT_PRIVACY, type Privacy, type PrivacyStore } from '../../core/ports/privacy-store.js';
import { Table, type UndoLog } from './table.js';

export function memoryIdentity(undoLog: UndoLog): IdentityStore {
  const own = new Table<OwnIdentity>(undoLog);
  const lives = new Table<readonly Incarnation[]>(undoLog);
  const all = () => lives.get('all') ?? [];
  return {
    get: () => own.get('own'),
    put: (identity) => {
      own.set('own', identity);
    },
    incarnation: () => {
      const current = all().at(-1);
      if (current === undefined) throw new AppError('IDENTITY_MISSING');
      return current;
    },
    begin: (incarnation) => {
      if (all().includes(incarnation)) throw new AppError('COMMAND_FAILED');
      lives.set('all', [...all(), incarnation]);
    },
    wasOurs: (incarnation) => all().includes(incarnation),
  };
}

export function memoryPrivacy(undoLog: UndoLog): PrivacyStore {
  const chosen = new Table<Privacy>(undoLog);
  return {
    get: () => chosen.get('own') ?? DEFAULT_PRIVACY,
    put: (privacy) => {
      chosen.set('own', privacy);
    },
  };
}

export function memoryContacts(undoLog: UndoLog): ContactStore {
  const contacts = new Table<Contact>(undoLog);
  const byNode = (nodeId: string) => contacts.all().find((contact) => contact.nodeId === nodeId);
  return {
    get: (id) => contacts.get(id),
    byNode,
    all: () => contacts.all().sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1)),
    put: (contact) => {
      if ((byNode(contact.nodeId)?.id ?? contact.id) !== contact.id) throw new AppError('COMMAND_FAILED');
      contacts.set(contact.id, contact);
    },
  };
}

export function memoryRequests(undoLog: UndoLog): RequestStore {
  const requests = new Table<IncomingRequest>(undoLog);
  const settlements = new Table<Settled>(undoLog);
  return {
    get: (id) => requests.get(id),
    byNode: (nodeId) => requests.all().find((request) => request.nodeId === nodeId),
    replacing: (nodeId) =>
      requests
        .all()
        .filter((request) => request.replaces === nodeId)
        .sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1)),
    count: () => requests.all().length,
    places: () => requests.all().flatMap(({ observedAddress }) => observedAddress ?? []),
    put: (request) => {
      requests.deleteWhere(({ nodeId }) => nodeId === request.nodeId);
      requests.set(request.id, request);
    },
    remove: (id) => {
      requests.delete(id);
    },
    settle: (nodeId, settled) => {
      settlements.set(nodeId, settled);
    },
    block: ({ nodeId }) => {
      settlements.set(nodeId, 'blocked');
    },
    settledOf: (nodeId) => settlements.get(nodeId),
    forgetSettled: (nodeId) => {
      settlements.delete(nodeId);
    },
  };
}
