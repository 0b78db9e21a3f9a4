// The public record: what a node says of itself to anyone, at most 1 KiB together with its signature.

import { create, toBinary } from '@bufbuild/protobuf';
import { AppError } from '../base/app-error.js';
import type { Bytes } from '../base/bytes.js';
import { type NodeId, idBytes, idFromBytes } from '../base/ids.js';
import { type Result, err, ok } from '../base/result.js';
import { exactlyOrNone } from './fields.js';
import * as wire from './generated/kith_pb.js';
import { LIMITS } from './limits.js';
import { type Signed, encodeSigned } from './signed-codec.js';
import { decodeStrict } from './strict.js';
import { type VersionRange, readVersionRange } from './version.js';

/** The body of a record, as its node signed it. */
export interface PublicRecord {
  readonly nodeId: NodeId;
  /** At most 8. */
  readonly addresses: readonly RecordAddress[];
  readonly versions: VersionRange;
  /** max(previous + 1, Unix ms): of two records of a node the higher one is the newer one. */
  readonly sequence: number;
}

/** One way to reach the node. */
export interface RecordAddress {
  /** DNS name or IP literal (IPv6 without brackets), at most 253 bytes. */
  readonly host: string;
  readonly port: number;
  /** SHA-256 of the TLS public key (SPKI, DER) when the address is direct; null when a proxy answers there. */
  readonly tlsKeyHash: Bytes | null;
}

/** The body to sign under the label `record`. */
export function encodeRecord(record: PublicRecord): Bytes {
  const addresses = record.addresses.map((address) => ({
    host: address.host,
    port: address.port,
    tlsKeyHash: address.tlsKeyHash ?? new Uint8Array(0),
  }));
  return toBinary(
    wire.PublicRecordSchema,
    create(wire.PublicRecordSchema, {
      nodeId: idBytes(record.nodeId),
      addresses,
      versions: record.versions,
      sequence: BigInt(record.sequence),
    }),
  );
}

/** Reads the body; the signature is not verified here. Errors: FRAME_MALFORMED, FRAME_UNSUPPORTED. */
export function decodeRecord(signed: Signed): Result<PublicRecord, AppError> {
  if (encodeSigned(signed).length > LIMITS.recordBytes) return err(new AppError('FRAME_MALFORMED'));
  const decoded = decodeStrict(wire.PublicRecordSchema, signed.body);
  if (!decoded.ok) return err(new AppError(decoded.error));
  const record = readRecord(decoded.value);
  return record ? ok(record) : err(new AppError('FRAME_MALFORMED'));
}

function readRecord(message: wire.PublicRecord): PublicRecord | undefined {
  const nodeId = idFromBytes('node', message.nodeId);
  const versions = readVersionRange(message.versions);
  const addresses = message.addresses.map(readAddress).filter((address) => address !== undefined);
  const sound = addresses.length === message.addresses.length && addresses.length <= LIMITS.recordAddresses;
  if (!nodeId || !versions || !sound) return undefined;
  return { nodeId, addresses, versions, sequence: Number(message.sequence) };
}

// Enough to keep control characters, spaces and URL syntax out; whether it names a host is for the resolver.
const HOST = /^[0-9a-z._:-]+$/i;

function readAddress(message: wire.Address): RecordAddress | undefined {
  const { host, port } = message;
  const tlsKeyHash = exactlyOrNone(LIMITS.hashBytes, message.tlsKeyHash);
  if (tlsKeyHash === undefined || port < 1 || port > 65_535) return undefined;
  return host.length <= LIMITS.hostBytes && HOST.test(host) ? { host, port, tlsKeyHash } : undefined;
}
