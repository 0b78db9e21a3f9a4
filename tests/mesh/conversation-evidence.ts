// What the log says was sent and what the stores show, brought together conversation by conversation.

import type { LogLine } from './history-log.js';

/** What one home holds, read while no node ran on it. */
export interface StoredHistory {
  /** As the log names it. */
  readonly node: string;
  readonly nodeId: string;
  /** Messages with a text, each conversation's in the order it is shown. */
  readonly messages: readonly StoredMessage[];
  /** How much stands in its outbox. */
  readonly owed: number;
}

export interface StoredMessage {
  readonly conversation: string;
  /** NodeId. */
  readonly author: string;
  readonly id: string;
  /** Of the text. */
  readonly sha256: string;
  readonly state: string;
  readonly gapBefore: number;
}

/** What the log says of one message, however often its author had to ask. */
export interface Send {
  readonly key: string;
  readonly author: string;
  readonly to: string;
  readonly sha256: string;
  readonly isAcknowledged: boolean;
  /** Called delivered before the eyes of its author. */
  readonly isAnnounced: boolean;
}

export interface ShownMessage extends StoredMessage {
  /** Its author's node and its id: what makes it the message it is. */
  readonly key: string;
}

export interface ConversationEvidence {
  /** Each author's in their order. */
  readonly sends: readonly Send[];
  /** By the node that shows it, in the order it is shown. */
  readonly shown: ReadonlyMap<string, readonly ShownMessage[]>;
  /** As this node shows it. */
  readonly found: (node: string, key: string) => ShownMessage | undefined;
}

export function evidenceOf(
  lines: readonly LogLine[],
  stores: readonly StoredHistory[],
): readonly ConversationEvidence[] {
  const sends = sendsOf(lines);
  const shown = shownIn(stores);
  return [...new Set([...sends.keys(), ...shown.keys()])].map((conversation) =>
    withIndex({
      sends: [...(sends.get(conversation)?.values() ?? [])],
      shown: shown.get(conversation) ?? new Map<string, ShownMessage[]>(),
    }),
  );
}

function withIndex(evidence: Omit<ConversationEvidence, 'found'>): ConversationEvidence {
  const rows = [...evidence.shown].map(
    ([node, history]) => [node, new Map(history.map((row) => [row.key, row]))] as const,
  );
  const index = new Map(rows);
  return { ...evidence, found: (node, key) => index.get(node)?.get(key) };
}

function sendsOf(lines: readonly LogLine[]): ReadonlyMap<string, ReadonlyMap<string, Send>> {
  const conversations = new Map<string, Map<string, Send>>();
  for (const line of lines) {
    if (!('id' in line)) continue;
    const sends = held(conversations, line.conversation, () => new Map<string, Send>());
    const key = keyOf(line.node, line.id);
    const send = sends.get(key);
    if (line.kind === 'invoke') {
      const { node: author, to, sha256 } = line;
      // Asked again under its id it is the message it was, in the place it had.
      if (!send) sends.set(key, { key, author, to, sha256, isAcknowledged: false, isAnnounced: false });
    } else if (send && line.kind === 'ok') sends.set(key, { ...send, isAcknowledged: true });
    else if (send && line.kind === 'info') sends.set(key, { ...send, isAnnounced: true });
  }
  return conversations;
}

function shownIn(
  stores: readonly StoredHistory[],
): ReadonlyMap<string, ReadonlyMap<string, readonly ShownMessage[]>> {
  const names = new Map(stores.map(({ nodeId, node }) => [nodeId, node]));
  const conversations = new Map<string, Map<string, ShownMessage[]>>();
  for (const { node, messages } of stores) {
    for (const message of messages) {
      const shown = held(conversations, message.conversation, () => new Map<string, ShownMessage[]>());
      const key = keyOf(names.get(message.author) ?? message.author, message.id);
      held(shown, node, () => []).push({ ...message, key });
    }
  }
  return conversations;
}

function keyOf(author: string, id: string): string {
  return `${author} ${id}`;
}

/** The value under the key, made when there is none. */
function held<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
