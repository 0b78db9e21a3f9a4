// Reads the answers of a node on one connection: a head within bounds, then exactly the bytes that were asked for. Strict,
// because both ends are nodes: what is no answer of that form ends the connection.

import { HEADERS_MAX_BYTES } from './limits.js';

export interface AnswerHead {
  readonly status: number;
  readonly contentLength: number;
}

export interface AnswerListener {
  /** Undefined: it is no answer of a node. Returns how many bytes of body are to be read. */
  head(head: AnswerHead | undefined): number;
  /** Valid during the call only. */
  body(bytes: Buffer): void;
  /** The last byte of the body was read. */
  end(): void;
}

export class AnswerReader {
  #head = Buffer.alloc(0);
  #left = 0;
  #listener: AnswerListener | undefined;

  /** Of the next answer. */
  expect(listener: AnswerListener): void {
    this.#listener = listener;
    this.#head = Buffer.alloc(0);
    this.#left = 0;
  }

  /** False: nothing was to come, or more came than was announced. */
  read(bytes: Buffer): boolean {
    const listener = this.#listener;
    if (!listener) return false;
    if (this.#left === 0) {
      const rest = this.#readHead(bytes, listener);
      return rest === undefined || this.#readBody(rest, listener);
    }
    return this.#readBody(bytes, listener);
  }

  /** What follows the head, once it is whole and a body follows. */
  #readHead(bytes: Buffer, listener: AnswerListener): Buffer | undefined {
    this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEADERS_MAX_BYTES)]);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.#head.length >= HEADERS_MAX_BYTES) listener.head(undefined);
      return undefined;
    }
    const before = this.#head.length - Math.min(bytes.length, HEADERS_MAX_BYTES);
    this.#left = listener.head(parsed(this.#head.subarray(0, end).toString('latin1')));
    return this.#left > 0 ? bytes.subarray(end + 4 - before) : undefined;
  }

  #readBody(bytes: Buffer, listener: AnswerListener): boolean {
    if (bytes.length > this.#left) return false;
    this.#left -= bytes.length;
    if (bytes.length > 0) listener.body(bytes);
    if (this.#left > 0) return true;
    this.#listener = undefined;
    listener.end();
    return true;
  }
}

/** What ends no line and belongs into none: a lone CR or LF, NUL. */
const CONTROLS = /[^\P{Cc}\t]/u;
const LENGTH = /^[ \t]*(\d{1,16})[ \t]*$/;

function parsed(head: string): AnswerHead | undefined {
  const [first = '', ...lines] = head.split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(`${first} `) ?? [];
  const headers = lines.map(headerOf);
  const lengths = headers.filter(({ name }) => name === 'content-length');
  const isOther = headers.some(({ name }) => name === 'transfer-encoding');
  const [, length] = LENGTH.exec(lengths[0]?.value ?? '') ?? [];
  if (status === undefined || isOther || [first, ...lines].some((line) => CONTROLS.test(line)))
    return undefined;
  if (lengths.length !== 1 || length === undefined) return undefined;
  return { status: Number(status), contentLength: Number(length) };
}

/** Cut, not matched: whoever answers chooses the line, and it is looked through once. */
function headerOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  return { name: line.slice(0, Math.max(colon, 0)).toLowerCase(), value: line.slice(colon + 1) };
}
