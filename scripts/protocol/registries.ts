// Numbers stand in the schema and, by name, in the code: this compares the two.

import {
  CLOSE_REASONS,
  CONTENT_KINDS,
  ENVELOPE_TYPES,
  FILE_ENDS,
  FRAME_KINDS,
  REFUSAL_REASONS,
} from '../../src/protocol/registry.js';
import type { Enum, Message, Schema } from './schema.js';

export interface Content {
  readonly number: number;
  readonly message: string;
  readonly meaning: string;
}

/** Content kinds as the comments of their messages give them: "Content kind 1: a text message." */
export function contentsOf(schema: Schema): readonly Content[] {
  return schema.messages.flatMap(({ name, comment }) => {
    const [, number, meaning] = /^Content kind (\d+): (.*)$/.exec(comment) ?? [];
    return number === undefined || meaning === undefined
      ? []
      : [{ number: Number(number), message: name, meaning }];
  });
}

export function framesOf(schema: Schema): Message {
  const frame = schema.messages.find(({ name }) => name === 'Frame');
  if (!frame) throw new Error('the schema has no message Frame');
  return frame;
}

/** One sentence for each name or number that differs. */
export function registryFaults(schema: Schema): readonly string[] {
  return [
    ...differences(
      'FRAME_KINDS',
      FRAME_KINDS,
      framesOf(schema).fields.map((field) => [field.codeName, field.number]),
    ),
    ...differences('CLOSE_REASONS', CLOSE_REASONS, valuesOf(schema, 'CloseCode')),
    ...differences('REFUSAL_REASONS', REFUSAL_REASONS, valuesOf(schema, 'RefusalCode')),
    ...differences('ENVELOPE_TYPES', ENVELOPE_TYPES, valuesOf(schema, 'EnvelopeType')),
    ...differences('FILE_ENDS', FILE_ENDS, valuesOf(schema, 'FileEnd')),
    ...differences(
      'CONTENT_KINDS',
      CONTENT_KINDS,
      contentsOf(schema).map(({ message, number }) => [
        message.charAt(0).toLowerCase() + message.slice(1),
        number,
      ]),
    ),
  ];
}

type Entry = readonly [name: string, number: number];

function valuesOf(schema: Schema, name: string): readonly Entry[] {
  const entry: Enum | undefined = schema.enums.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`the schema has no enum ${name}`);
  const named = entry.values.filter(({ number }) => number !== 0);
  return named.map((value) => [camelCase(value.name), value.number]);
}

function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function differences(
  table: string,
  code: Readonly<Record<string, number>>,
  schema: readonly Entry[],
): string[] {
  const written = new Map(schema);
  const missing = schema.filter(([name, number]) => code[name] !== number);
  const extra = Object.keys(code).filter((name) => !written.has(name));
  return [
    ...missing.map(([name, number]) => `registry.ts: ${table} should have ${name}: ${number}`),
    ...extra.map((name) => `registry.ts: ${table} has ${name}, which kith.proto does not`),
  ];
}
