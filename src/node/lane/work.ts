// Dispatches one item to the part of the node that knows what to do with it.

import { AppError } from '../../base/app-error.js';
import type { NodeId } from '../../base/ids.js';
import type { Contact } from '../../core/ports/contact-store.js';
import { policyOf } from '../../core/trust/index.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { carryOutDeletions } from '../handlers/deletions.js';
import { runTransferAct } from '../handlers/files.js';
import { runLaneCommand } from '../handlers/index.js';
import { signCredentials } from './credentials.js';
import { onEnvelope } from './deliver-in.js';
import { onAck, pump } from './deliver-out.js';
import { eraseFor, eraseNext } from './erase.js';
import { takeUpWaiting } from './incoming-offers.js';
import type { ItemContext } from './item-context.js';
import type { LaneItem } from './lane-messages.js';
import { onLinkDown, onLinkUp } from './links.js';
import { onMarks } from './marks.js';
import { askForRenewal } from './ask-renewal.js';
import { onEnvelopeRefused } from './refusals.js';
import { onSessionRenewal } from './renewal.js';
import { UNFINISHED, UntilErased } from './unfinished.js';
import { giveUpNext } from './unsent.js';
import { onContactRequest, onRequestForgotten, onRequestWithdrawn } from './requests.js';

export async function work(item: LaneItem, context: ItemContext): Promise<void> {
  switch (item.kind) {
    case 'command': {
      const result = await runLaneCommand(context, item.command, item.params);
      if (result === UNFINISHED) context.later(item);
      else if (result instanceof UntilErased) eraseFor(context, item.call, result.cleared);
      else context.emit({ kind: 'reply', call: item.call, result });
      return;
    }
    case 'transferAct':
      context.emit({ kind: 'reply', call: item.call, result: runTransferAct(context, item.act) });
      return;
    case 'credentials':
      context.emit({ kind: 'reply', call: item.call, result: signCredentials(context, item) });
      return;
    case 'linkUp':
      await onLinkUp(context, item.link);
      return;
    case 'linkDown':
      onLinkDown(context, item);
      return;
    case 'frame':
      await onFrame(context, item);
      return;
    case 'giveUp':
      giveUpNext(context);
      return;
    case 'carryOutDeletions':
      carryOutDeletions(context);
      return;
    case 'erase':
      eraseNext(context, item);
      return;
    case 'scrub':
      context.scrub();
      return;
    case 'tryDisk':
      // It works: the lane has tried.
      return;
    case 'indexMessages':
      if (!context.store.search.advance()) return;
      context.store.changes.touch({ kind: 'index', key: 'messages' });
      context.emit({ kind: 'indexLater' });
      return;
    case 'pump': {
      const contact = context.store.contacts.byNode(item.nodeId);
      if (contact) await moveOn(context, contact);
      return;
    }
    case 'goOn': {
      context.waits.delete(item.nodeId);
      const contact = context.store.contacts.byNode(item.nodeId);
      if (contact) await goOn(context, contact);
      return;
    }
    case 'notice':
      context.store.notices.add(item.code, {}, context.now());
      context.store.changes.touch({ kind: 'notice', key: item.code });
      return;
  }
}

/** What waits to be offered to the owner, then what waits to be sent. */
function moveOn(context: ItemContext, contact: Contact): Promise<void> {
  takeUpWaiting(context, contact);
  return pump(context, contact);
}

/** Does what had to wait with this contact: open a session, ask for another one, or compare the marks again. */
async function goOn(context: ItemContext, contact: Contact): Promise<void> {
  const stream = context.store.streams.get(contact.id);
  const link = context.links.get(contact.nodeId);
  if (link?.isPostponed) context.emit({ kind: 'close', linkId: link.linkId, reason: 'stream' });
  else if (stream && link?.stalled) await askForRenewal(context, contact, stream);
  else await pump(context, contact);
}

async function onFrame(
  context: ItemContext,
  from: { readonly linkId: number; readonly nodeId: NodeId; readonly frame: Frame },
): Promise<void> {
  const { frame, nodeId } = from;
  const link = context.links.get(nodeId);
  // A frame of a link that was replaced meanwhile: its stream goes on over the new one.
  if (link?.linkId !== from.linkId) return;
  if (frame.kind === 'contactRequest') {
    await onContactRequest(context, { ...from, place: link.place }, frame.signed);
    return;
  }
  if (frame.kind === 'requestWithdrawn') {
    onRequestWithdrawn(context, from, frame.requestId);
    return;
  }
  if (frame.kind === 'requestForgotten') {
    onRequestForgotten(context, from, frame.requestId);
    return;
  }
  const contact = context.store.contacts.byNode(nodeId);
  if (!contact || !policyOf(contact.state).receive) return;
  switch (frame.kind) {
    case 'envelope':
      await onEnvelope(context, contact, link, frame);
      return;
    case 'ack':
      await onAck(context, contact, frame.streamSeq);
      return;
    case 'envelopeRefused':
      onEnvelopeRefused(context, contact, frame);
      return;
    case 'marks':
      await onMarks(context, contact, link, frame);
      return;
    case 'sessionRenewal':
      await onSessionRenewal(context, contact, frame.bundle);
      return;
    case 'ping':
    case 'pong':
    case 'close':
    case 'refused':
    case 'activity':
    case 'fileWanted':
    case 'fileTicket':
    case 'chunkWanted':
    case 'chunkSlice':
    case 'pushWanted':
    case 'pushFailed':
      throw new AppError('FRAME_NOT_ALLOWED');
  }
}
