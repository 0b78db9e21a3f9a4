// A hostile contact that offers a file and brings it as the test says, when the node asks for it.

import { createHash } from 'node:crypto';
import { request as ask } from 'node:https';
import { fileCipher, newFileKey } from '../../adapters/crypto/file-cipher.js';
import type { Bytes } from '../../base/bytes.js';
import type { MessageId } from '../../base/ids.js';
import type { Content } from '../../protocol/content-codec.js';
import { chunkBytes, chunkOffset, encryptedBytes, TAG_BYTES } from '../../protocol/file-header.js';
import type { Frame } from '../../protocol/frame-codec.js';
import { LIMITS } from '../../protocol/limits.js';
import type { HostileContact } from './hostile-contact.js';

export type PushOrder = Extract<Frame, { kind: 'pushWanted' }>;

/** An encrypted file, and what its recipient has to be told of it. */
export interface Container {
  readonly key: Bytes;
  readonly header: Bytes;
  readonly chunks: readonly Bytes[];
  readonly root: Bytes;
}

export function containerOf(bytes: Uint8Array): Container {
  const made = newFileKey(bytes.length);
  return { ...made, ...sealedWith(made, bytes) };
}

/** Another content under the same key and header, as no honest sender makes it. */
export function sealedWith(
  { key, header }: Pick<Container, 'key' | 'header'>,
  bytes: Uint8Array,
): Pick<Container, 'chunks' | 'root'> {
  const cipher = fileCipher(key, header);
  if (!cipher) throw new TypeError('not a header of this key');
  const chunks = Array.from({ length: cipher.chunks }, (_, index) => {
    const at = index * LIMITS.fileChunkBytes;
    const plain = bytes.subarray(at, at + chunkBytes(bytes.length, index));
    const chunk = new Uint8Array(plain.length + TAG_BYTES);
    cipher.seal(index, plain, chunk);
    return chunk;
  });
  const root = createHash('sha256');
  for (const chunk of chunks) root.update(createHash('sha256').update(chunk).digest());
  return { chunks, root: new Uint8Array(root.digest()) };
}

export class HostileSender {
  private constructor(
    readonly contact: HostileContact,
    readonly offer: MessageId,
  ) {}

  /** Offers a file; what else is said about it the test says. */
  static async offer(contact: HostileContact, name: string, { header }: Container): Promise<HostileSender> {
    const { messageId } = await writeContent(contact, {
      kind: 'fileOffer',
      ...{ name, mediaType: '', header, thumbnail: null },
    });
    return new HostileSender(contact, messageId);
  }

  async giveKey({ key }: Container): Promise<void> {
    await writeContent(this.contact, { kind: 'fileKey', offer: this.offer, key });
  }

  async stateRoot(root: Bytes): Promise<void> {
    await writeContent(this.contact, { kind: 'fileComplete', offer: this.offer, root });
  }

  /** The next stretch the node asks for. */
  async wanted(): Promise<PushOrder> {
    for (;;) {
      const wanted = await this.contact.link.frame('pushWanted');
      // Others are about files that are over.
      if (wanted.offer === this.offer) return wanted;
    }
  }
}

/** What a request that brings a stretch may say otherwise than it should. */
export interface PushBend {
  readonly ticket?: Uint8Array;
  readonly range?: string;
  readonly length?: number;
  readonly body?: Uint8Array;
  /** Bytes after which the connection breaks. */
  readonly breakAfter?: number;
}

/** The status of the answer; undefined when the connection ended without one. */
export function bring(
  address: string,
  { chunks, header }: Container,
  { ticket, first, count }: PushOrder,
  bend: PushBend = {},
): Promise<number | undefined> {
  const whole = encryptedBytes(Number(new DataView(header.buffer, header.byteOffset + 12).getBigUint64(0)));
  const honest = Buffer.concat(chunks.slice(first, first + count));
  const from = chunkOffset(first);
  const body = bend.body ?? honest;
  const headers = {
    authorization: `Kith ${Buffer.from(bend.ticket ?? ticket).toString('base64url')}`,
    'content-range':
      bend.range ?? `bytes ${String(from)}-${String(from + honest.length - 1)}/${String(whole)}`,
    'content-length': String(bend.length ?? body.length),
  };
  const [host, port] = address.split(':');
  return new Promise((resolve) => {
    const request = ask(
      { host, port, path: '/kith/1/file', method: 'PUT', headers, rejectUnauthorized: false, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
        request.destroy();
      },
    );
    request.on('error', () => {
      resolve(undefined);
    });
    request.on('close', () => {
      resolve(undefined);
    });
    if (bend.breakAfter === undefined) request.end(body);
    else request.write(body.subarray(0, bend.breakAfter), () => request.destroy());
  });
}

async function writeContent(contact: HostileContact, content: Content): Promise<{ messageId: MessageId }> {
  const payload = contact.payload('', content.kind === 'fileOffer' ? { content } : { content, authorSeq: 0 });
  contact.deliver(await contact.seal(payload));
  return { messageId: payload.messageId };
}
