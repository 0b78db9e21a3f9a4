// Where a window on a conversation begins to be read: each kind of anchor is one step in an index.

import { idFromHex, type NodeId } from '../../../base/ids.js';
import { formatPosition, parsePosition } from '../../../core/ports/position.js';
import { authorColumn, idColumn } from '../columns.js';
import { IS_SHOWN } from '../message-columns.js';
import type { SqlConnection } from '../sql-connection.js';
import type { Anchor } from './read-query.js';

/** The position of the anchor; undefined for the newest messages, and for what is not there. */
export function windowAnchors(
  sql: SqlConnection,
  self: NodeId,
): (conversationId: string, anchor: Anchor) => string | undefined {
  const unread = sql.prepare<Place>(
    `${SELECT} AND m.unread = 1 ORDER BY m.lamport, m.author_rank, m.author_seq LIMIT 1`,
  );
  // When it came, as the days of the conversation are shown: a contact's clock may say anything.
  const dated = sql.prepare<Place>(
    `${SELECT} AND ${IS_SHOWN} AND m.received_at >= ? ORDER BY m.received_at LIMIT 1`,
  );
  const named = sql.prepare<Place>(
    `${SELECT} AND ${IS_SHOWN} AND m.message_id = ? AND m.author_key = (SELECT key FROM author WHERE node_id = ?)`,
  );
  const byRow = (conversation: Uint8Array<ArrayBuffer>, id: string) => {
    const { message, authors } = namesOf(id, self);
    if (message === undefined) return undefined;
    const found = authors.map((author) => named.get(conversation, idColumn(message), authorColumn(author)));
    return found.find((place) => place !== undefined);
  };
  return (conversationId, anchor) => {
    const conversation = idColumn(conversationId);
    switch (anchor.at) {
      case 'newest':
        return undefined;
      case 'unread':
        return textOf(unread.get(conversation));
      case 'message':
        return textOf(byRow(conversation, anchor.id));
      case 'date':
        return textOf(dated.get(conversation, anchor.time));
      case 'position':
        return parsePosition(anchor.position) && anchor.position;
    }
  };
}

/** The opposite of a row's id: `<author>-<message>`, without an author for own messages and system lines. */
function namesOf(rowId: string, self: NodeId) {
  const [first = '', second] = rowId.split('-');
  if (second === undefined) return { message: idFromHex('message', first), authors: [self, null] };
  const author = idFromHex('node', first);
  return { message: idFromHex('message', second), authors: author ? [author] : [] };
}

function textOf(place: Place | undefined): string | undefined {
  return place && formatPosition(place.lamport, place.author_rank, place.author_seq);
}

type Place = { lamport: number; author_rank: number; author_seq: number };

const SELECT = `SELECT m.lamport, m.author_rank, m.author_seq FROM message AS m
  WHERE m.conversation_key = (SELECT v.key FROM conversation AS v WHERE v.conversation_id = ?)`;
