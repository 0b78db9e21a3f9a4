// What one node does about one input, each as one commit of the lane does it. Whatever `core` decides is decided by `core`;
// the rest is the bookkeeping of `node/lane` on plain data. Encryption always succeeds.

import { envelopeOf, highest, inOrder, payloadOf, unsealed, wholeTo } from './model-rows.js';
import {
  type Disk,
  fromStream,
  hashOf,
  incarnationOf,
  lifeNamed,
  lifeOf,
  type LinkEnd,
  type ModelFrame,
  type ModelMarks,
  type ModelNode,
  type ModelStream,
  type Outcome,
  type Owed,
  toMarks,
  toStream,
  type Written,
} from './pair-state.js';
import { type Rules, STEP_MESSAGES } from './rules.js';

/** One item of work: state taken, changed and handed back whole. */
export class NodeStep {
  #disk: Disk;
  #link: LinkEnd | null;
  readonly #frames: ModelFrame[] = [];
  #closes = false;

  constructor(
    node: ModelNode,
    private readonly rules: Rules,
    /** A name no life has had. */
    private readonly newLife: () => string,
  ) {
    this.#disk = node.disk;
    this.#link = node.link;
  }

  outcome(): Outcome {
    return {
      disk: this.#disk,
      link: this.#closes ? null : this.#link,
      frames: this.#frames,
      closes: this.#closes,
    };
  }

  write(id: string): this {
    const { own, stream } = this.#disk;
    const held = stream.recovering > 1 ? stream.recovering : 0;
    const seq = Math.max(own.at(-1)?.seq ?? 0, held) + 1;
    this.#change({ own: [...own, { id, seq, delivered: false }] });
    this.#owe({ what: 'message', id, authorSeq: seq, sealed: null });
    this.#pump();
    return this;
  }

  /** The owner blocks the other and thinks better of it: service traffic that was not encrypted is gone. */
  blockAndUnblock(): this {
    const { stream, outbox } = this.#disk;
    this.#change({ stream: { ...stream, givenBackTo: null } });
    this.#change({ outbox: outbox.filter((row) => row.sealed ?? row.what === 'message') });
    this.#closes = true;
    return this;
  }

  linkUp(peerLife: string): this {
    this.#link = { peerLife, marksSent: false, agreed: false, handedOver: 0 };
    this.#sendMarks(this.#link);
    return this;
  }

  take(frame: ModelFrame): this {
    if (frame.kind === 'marks') this.#onMarks(frame.marks);
    else if (frame.kind === 'envelope') this.#onEnvelope(frame);
    else this.#onAck(frame.seq);
    return this;
  }

  /** `streamOf`: a new life of a store with history uses nothing again. */
  #stream(): ModelStream {
    const { stream } = this.#disk;
    const life = lifeOf(this.#disk);
    if (stream.life === life) return stream;
    const begun = fromStream(this.rules.underOwnIncarnation(toStream(stream), incarnationOf(life)));
    const recoveredTo =
      begun.recovering > 0 ? begun.recoveredTo : this.#authored(unsealed(this.#disk.outbox));
    const recovering = { ...begun, recovering: Math.max(1, begun.recovering), recoveredTo };
    this.#change({ stream: recovering, seen: [], outbox: unsealed(this.#disk.outbox) });
    return recovering;
  }

  #sendMarks(link: LinkEnd): void {
    const stream = this.#stream();
    const { theirs, outbox } = this.#disk;
    const held = highest(theirs);
    this.#frames.push({
      kind: 'marks',
      marks: {
        life: stream.life,
        peerLife: stream.peerLife,
        sent: stream.sent,
        received: stream.received,
        receivedText: stream.receivedText,
        acked: stream.acked,
        authored: stream.recovering > 0 ? stream.recoveredTo : this.#authored(outbox),
        held: held?.seq ?? 0,
        heldId: held ? payloadOf(held) : null,
        recovering: stream.recovering > 0,
        whole: wholeTo(theirs),
      },
    });
    this.#link = { ...link, marksSent: true };
  }

  #authored(outbox: readonly Owed[]): number {
    const waiting = outbox.find((row) => row.what === 'message' && !row.sealed);
    return waiting ? waiting.authorSeq - 1 : (this.#disk.own.at(-1)?.seq ?? 0);
  }

  #onMarks(marks: ModelMarks): void {
    const link = this.#link;
    if (!link || marks.life !== link.peerLife) {
      this.#closes = true;
      return;
    }
    if (link.agreed) return;
    const stream = this.#stream();
    const verdict = this.#verdict(stream, marks);
    if (verdict === 'rolledBack') {
      this.#change({ lives: [...this.#disk.lives, this.newLife()] });
      this.#closes = true;
      return;
    }
    if (!link.marksSent) this.#sendMarks(link);
    if (verdict === 'waiting') return;
    const course = this.rules.courseAfter(toStream(stream), toMarks(marks), verdict);
    const next = fromStream(course.stream);
    if (course.retired) this.#change({ retired: [...this.#disk.retired, lifeNamed(course.retired)] });
    if (course.beginsAnew) {
      const kept = unsealed(this.#disk.outbox).filter((row) => row.what === 'message');
      this.#change({ outbox: kept, seen: [] });
      this.#requeueOwn(course.requeueAbove);
    }
    this.#change({ stream: next });
    if (course.givesBack) this.#beginGivingBack(marks);
    this.#link = { ...link, marksSent: true, agreed: true, handedOver: course.resumeAbove };
    if (course.resumeAbove > next.acked) this.#settle(course.resumeAbove);
    this.#pump();
  }

  #verdict(stream: ModelStream, marks: ModelMarks) {
    const { lives, retired, outbox, own } = this.#disk;
    return this.rules.reconcile(
      {
        incarnation: incarnationOf(lifeOf(this.#disk)),
        stream: toStream(stream),
        wasOurs: (incarnation) => lives.some((life) => incarnationOf(life) === incarnation),
        peerRetired: retired.includes(marks.life),
        sentHash: (seq) => {
          if (seq === 0) return null;
          if (seq === stream.acked) return hashOf(stream.ackedText);
          return hashOf(outbox.find((row) => row.sealed?.seq === seq)?.sealed?.text ?? null);
        },
        authoredHash: (seq) => {
          const message = own.find((written) => written.seq === seq);
          return message ? hashOf(payloadOf(message)) : null;
        },
      },
      toMarks(marks),
    );
  }

  #requeueOwn(above: number): void {
    for (const { id, seq } of this.#disk.own.filter((written) => written.seq > above)) {
      if (this.#disk.outbox.some((row) => row.what === 'message' && row.id === id)) continue;
      this.#owe({ what: 'message', id, authorSeq: seq, sealed: null });
      this.#changeOwn(id, { delivered: false });
    }
  }

  #beginGivingBack(marks: ModelMarks): void {
    const { stream, outbox } = this.#disk;
    if (stream.givenBackTo !== null || outbox.some((row) => row.what === 'end' && row.id === marks.life))
      return;
    this.#change({ stream: { ...stream, givenBackTo: marks.authored } });
  }

  #giveBackNext(): Disk {
    const { stream, outbox, theirs } = this.#disk;
    const { givenBackTo } = stream;
    if (givenBackTo === null || outbox.some((row) => row.what !== 'message' && !row.sealed))
      return this.#disk;
    const lost = theirs.filter((message) => message.seq > givenBackTo).toSorted((a, b) => a.seq - b.seq);
    const step = lost.slice(0, STEP_MESSAGES);
    for (const { id, seq } of step) this.#owe({ what: 'recovered', id, authorSeq: seq, sealed: null });
    const isAll = step.length < STEP_MESSAGES;
    if (isAll) this.#owe({ what: 'end', id: stream.peerLife ?? '', authorSeq: 0, sealed: null });
    this.#change({ stream: { ...stream, givenBackTo: isAll ? null : (step.at(-1)?.seq ?? 0) } });
    return this.#disk;
  }

  #pump(): void {
    const link = this.#link;
    if (!link?.agreed) return;
    for (const row of this.#disk.outbox) {
      if (row.sealed && row.sealed.seq > link.handedOver) this.#frames.push(envelopeOf(row));
    }
    this.#link = { ...link, handedOver: this.#disk.stream.sent };
    for (let isMore = true; isMore;) isMore = this.#pumpStep();
  }

  /** Whether there may be more to do at once. */
  #pumpStep(): boolean {
    const allowance = this.rules.sendAllowance(this.#disk.outbox.filter((row) => row.sealed).length);
    if (!this.#link || allowance === 0) return false;
    const before = this.#disk.stream;
    const { stream, outbox } = this.#giveBackNext();
    const open = outbox.filter((row) => !row.sealed && (stream.recovering === 0 || row.what !== 'message'));
    let { sent } = stream;
    for (const row of open.slice(0, allowance)) {
      sent += 1;
      const text = `${stream.life}>${stream.peerLife ?? ''}/${sent}:${row.what} ${row.id}@${row.authorSeq}`;
      const sealed = { ...row, sealed: { seq: sent, text } };
      this.#change({ outbox: this.#disk.outbox.map((other) => (other === row ? sealed : other)) });
      this.#frames.push(envelopeOf(sealed));
    }
    this.#change({ stream: { ...stream, sent } });
    this.#link = { ...this.#link, handedOver: sent };
    return before !== stream;
  }

  #onEnvelope({ seq, text, owed }: Extract<ModelFrame, { kind: 'envelope' }>): void {
    const { stream, seen } = this.#disk;
    if (!this.#link?.agreed) return;
    switch (this.rules.judgeArrival(stream.received, seq, seen.includes(text))) {
      case 'repeat':
        this.#frames.push({ kind: 'ack', seq: stream.received });
        return;
      case 'doubt':
      case 'hole':
        this.#closes = true;
        return;
      case 'accept':
        break;
    }
    this.#change({ seen: [...seen, text], stream: { ...stream, received: seq, receivedText: text } });
    if (owed.what === 'message') this.#acceptMessage(owed);
    else if (owed.what === 'recovered') this.#acceptRecovered(owed);
    else this.#acceptEnd(owed);
    this.#frames.push({ kind: 'ack', seq });
  }

  #acceptMessage({ id, authorSeq }: Owed): void {
    const { theirs } = this.#disk;
    // The table takes neither an id nor a number twice.
    if (theirs.some((message) => message.id === id || message.seq === authorSeq)) return;
    this.#change({ theirs: [...theirs, { id, seq: authorSeq }] });
  }

  #acceptRecovered({ id, authorSeq }: Owed): void {
    const { stream, own } = this.#disk;
    if (stream.recovering === 0 || authorSeq > stream.recovering) return;
    this.#change({ stream: { ...stream, recoveredTo: authorSeq } });
    if (own.some((written) => written.id === id)) {
      this.#change({ outbox: this.#disk.outbox.filter((row) => row.what !== 'message' || row.id !== id) });
      this.#changeOwn(id, { delivered: true });
      return;
    }
    this.#leavePlace(authorSeq, stream.recovering);
    this.#change({ own: inOrder([...this.#disk.own, { id, seq: authorSeq, delivered: true }]) });
  }

  #acceptEnd({ id }: Owed): void {
    const { stream, outbox } = this.#disk;
    if (stream.recovering === 0 || id !== stream.life) return;
    for (const row of outbox) {
      if (stream.recovering > 1 && row.what === 'message' && row.authorSeq <= stream.recovering) {
        this.#leavePlace(row.authorSeq, stream.recovering);
      }
    }
    this.#change({ stream: { ...this.#disk.stream, recovering: 0 } });
    this.#pump();
  }

  /** Whatever unsent message of ours stands there goes behind everything the other holds. */
  #leavePlace(seq: number, behind: number): void {
    const { own, outbox } = this.#disk;
    const occupant = own.find((written) => written.seq === seq);
    if (!occupant) return;
    const free = Math.max(own.at(-1)?.seq ?? 0, behind) + 1;
    this.#changeOwn(occupant.id, { seq: free });
    this.#change({
      outbox: outbox.map((row) =>
        row.what === 'message' && row.id === occupant.id ? { ...row, authorSeq: free } : row,
      ),
    });
  }

  #onAck(seq: number): void {
    const { stream } = this.#disk;
    const judgement = this.rules.judgeAck(stream.acked, stream.sent, seq);
    if (judgement === 'impossible') this.#closes = true;
    if (judgement !== 'advance') return;
    this.#settle(seq);
    this.#pump();
  }

  #settle(upTo: number): void {
    const { outbox, stream } = this.#disk;
    const settled = outbox.filter((row) => row.sealed && row.sealed.seq <= upTo);
    this.#change({
      outbox: outbox.filter((row) => !settled.includes(row)),
      stream: { ...stream, acked: upTo, ackedText: settled.at(-1)?.sealed?.text ?? stream.ackedText },
    });
    for (const row of settled) if (row.what === 'message') this.#changeOwn(row.id, { delivered: true });
  }

  #owe(row: Owed): void {
    this.#change({ outbox: [...this.#disk.outbox, row] });
  }

  #changeOwn(id: string, to: Partial<Written>): void {
    const own = this.#disk.own.map((written) => (written.id === id ? { ...written, ...to } : written));
    this.#change({ own: inOrder(own) });
  }

  #change(to: Partial<Disk>): void {
    this.#disk = { ...this.#disk, ...to };
  }
}
