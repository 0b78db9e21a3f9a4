import type { WindowAnchor } from '../../contract/views.js';
import { foundAnchor } from '../../contract/window-anchor.js';
import { type DurableView, keyIn } from './durable-view.js';

/** Rows by position, which sorts like the conversation. */
export const messagesView: DurableView<'messages'> = {
  affects: (entity, params, oldest) => {
    const { conversationId } = params;
    const message = keyIn(entity, 'message');
    if (message !== undefined) {
      const [conversation, position = ''] = message.split('/');
      if (conversation !== conversationId) return null;
      return 'anchor' in params ? 'all' : [position];
    }
    if (keyIn(entity, 'history') !== conversationId) return null;
    // The oldest row is gone, and a row that is gone makes the hub read the window again.
    return oldest === undefined || 'anchor' in params ? 'all' : [oldest];
  },
  query: (params, positions, anchor) => {
    const { conversationId } = params;
    if ('anchor' in params)
      return { kind: 'messageWindow', ...params, anchor: anchorOf(params.anchor, anchor) };
    if (positions) return { kind: 'messagesAt', conversationId, positions };
    return { kind: 'newestMessages', conversationId, limit: params.limit };
  },
  keyOf: (row) => row.position,
  // One with an anchor is read whole: what slides in at one end depends on both.
  windowSize: (params) => ('anchor' in params ? undefined : params.limit),
};

/** The anchor as asked for at first, from then on where it was found. */
function anchorOf(asked: WindowAnchor, found: string | null | undefined): WindowAnchor {
  return found === undefined ? asked : foundAnchor(found);
}
