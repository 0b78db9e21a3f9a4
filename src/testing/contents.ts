// One content of every kind, as an honest node would send it.

import type { Content } from '../protocol/content-codec.js';
import { newFileKey } from '../adapters/crypto/file-cipher.js';
import { sampleId } from './contracts/samples.js';

const offer = sampleId('message', 0xf11e);

export const CONTENTS: Readonly<Record<Content['kind'], Content>> = {
  text: { kind: 'text', text: 'said' },
  profile: { kind: 'profile', name: 'Bobby', record: null },
  readReceipt: { kind: 'readReceipt', messageIds: [sampleId('message', 1)] },
  withdrawn: { kind: 'withdrawn' },
  recovered: { kind: 'recovered', payload: new Uint8Array(0) },
  unknown: { kind: 'unknown', number: 4_000, content: new Uint8Array(1) },
  fileOffer: {
    ...{ kind: 'fileOffer', name: 'a.txt', mediaType: 'text/plain', thumbnail: null },
    header: newFileKey(9).header,
  },
  fileAccepted: { kind: 'fileAccepted', offer },
  fileKey: { kind: 'fileKey', offer, key: new Uint8Array(32).fill(7) },
  fileComplete: { kind: 'fileComplete', offer, root: new Uint8Array(32) },
  fileReceived: { kind: 'fileReceived', offer },
  fileEnded: { kind: 'fileEnded', offer, isOwn: true, reason: 'cancelled' },
  filePaused: { kind: 'filePaused', offer, isOwn: true, paused: true },
};
