// Strict reading of what strangers send: nothing unknown at any level, numbers below 2^53, and exactly one encoding for
// each value (fields ascending, each at most once, shortest varints, defaults left out, valid UTF-8).

import { type DescMessage, type MessageShape, ScalarType, fromBinary, toBinary } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { equalBytes } from '../base/bytes.js';
import { type Result, err, ok } from '../base/result.js';
import { LIMITS } from './limits.js';

/** malformed: bytes or values nobody may send. unsupported: something a newer version may have introduced. */
export type WireFault = 'FRAME_MALFORMED' | 'FRAME_UNSUPPORTED';

/** Decodes without tolerance. Byte fields of the message share memory with `bytes`. */
export function decodeStrict<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
): Result<MessageShape<Desc>, WireFault> {
  try {
    const message = fromBinary(schema, bytes, { recursionLimit: LIMITS.nestingDepth });
    const fault = inspect(reflect(schema, message));
    if (fault) return err(fault);
    return equalBytes(toBinary(schema, message), bytes) ? ok(message) : err('FRAME_MALFORMED');
  } catch {
    return err('FRAME_MALFORMED');
  }
}

/** Decodes what may have grown since: unknown fields are reported, not refused. Undefined when it is no such message. */
export function decodeTolerant<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
): { readonly message: MessageShape<Desc>; readonly hasUnknown: boolean } | undefined {
  try {
    const message = fromBinary(schema, bytes, { recursionLimit: LIMITS.nestingDepth });
    const fault = inspect(reflect(schema, message));
    return fault === 'FRAME_MALFORMED' ? undefined : { message, hasUnknown: fault !== undefined };
  } catch {
    return undefined;
  }
}

const FIRST_UNSAFE = 2n ** 53n;

function inspect(message: ReflectMessage): WireFault | undefined {
  const faults = message.sortedFields.map((field) => {
    if (field.fieldKind === 'message') {
      return message.isSet(field) ? inspect(message.get(field)) : undefined;
    }
    if (field.fieldKind === 'scalar' && field.scalar === ScalarType.UINT64) {
      return BigInt(String(message.get(field))) < FIRST_UNSAFE ? undefined : 'FRAME_MALFORMED';
    }
    return field.fieldKind === 'list' && field.listKind === 'message'
      ? worst([...message.get(field)].map((item) => inspect(item as ReflectMessage)))
      : undefined;
  });
  const own = (message.getUnknown()?.length ?? 0) > 0 ? 'FRAME_UNSUPPORTED' : undefined;
  return worst([own, ...faults]);
}

function worst(faults: readonly (WireFault | undefined)[]): WireFault | undefined {
  return faults.includes('FRAME_MALFORMED') ? 'FRAME_MALFORMED' : faults.find((fault) => fault !== undefined);
}
