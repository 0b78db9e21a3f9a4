import type { Disk, ModelFrame, ModelNode, ModelStream, PairState } from './pair-state.js';

/** The same text for the same state and no other; short, since a million of them are kept. */
export function keyOf({ a, b, faultsLeft, blocksLeft, lives, gone, written }: PairState): string {
  return [nodeKey(a), nodeKey(b), faultsLeft, blocksLeft, lives, gone.join(), written.join()].join('#');
}

function nodeKey({ disk, link, backup, wire, toWrite }: ModelNode): string {
  const end = link ? [link.peerLife, flag(link.marksSent), flag(link.agreed), link.handedOver].join() : '';
  return [diskKey(disk), end, backup ? diskKey(backup) : '', wire.map(frameKey).join(';'), toWrite].join('|');
}

const diskKeys = new WeakMap<Disk, string>();

/** Most steps leave at least one disk as it is. */
function diskKey(disk: Disk): string {
  const known = diskKeys.get(disk);
  if (known !== undefined) return known;
  const key = [
    disk.lives.join(),
    streamKey(disk.stream),
    disk.own.map(({ id, seq, delivered }) => `${id}@${seq}${flag(delivered)}`).join(),
    disk.theirs.map(({ id, seq }) => `${id}@${seq}`).join(),
    disk.outbox
      .map(({ what, id, authorSeq, sealed }) => `${what}${id}@${authorSeq}/${sealed ? sealed.text : ''}`)
      .join(),
    disk.retired.join(),
    disk.seen.join(),
  ].join('!');
  diskKeys.set(disk, key);
  return key;
}

function streamKey(stream: ModelStream): string {
  return Object.values(stream).join();
}

function frameKey(frame: ModelFrame): string {
  switch (frame.kind) {
    case 'marks':
      return `m${Object.values(frame.marks).join()}`;
    case 'envelope':
      return `e${frame.seq},${frame.text}`;
    case 'ack':
      return `a${frame.seq}`;
  }
}

function flag(is: boolean): string {
  return is ? '+' : '-';
}
