// The wire schema as it is written, with its comments: what docs/PROTOCOL.md says must be what kith.proto says.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  createFileRegistry,
  type DescEnum,
  type DescField,
  type DescFile,
  type DescMessage,
  fromBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

export interface Schema {
  readonly messages: readonly Message[];
  readonly enums: readonly Enum[];
}

export interface Message {
  readonly name: string;
  readonly comment: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly number: number;
  readonly name: string;
  /** Name as the generated code spells it. */
  readonly codeName: string;
  readonly type: string;
  readonly comment: string;
}

export interface Enum {
  readonly name: string;
  readonly comment: string;
  readonly values: readonly EnumValue[];
}

export interface EnumValue {
  readonly number: number;
  /** Without the prefix that repeats the enum's name. */
  readonly name: string;
  readonly comment: string;
}

const GENERATED = 'src/protocol/generated/kith_pb.ts';

export function readSchema(root: string): Schema {
  const set = fromBinary(
    FileDescriptorSetSchema,
    buf(root, 'build', 'src/protocol', '--as-file-descriptor-set', '-o', '-'),
  );
  const file = createFileRegistry(set).getFile('kith.proto');
  if (!file) throw new Error('src/protocol/kith.proto is not in what buf built');
  const comments = readComments(file);
  return {
    messages: file.messages.map((message, index) => readMessage(message, `4.${index}`, comments)),
    enums: file.enums.map((entry, index) => readEnum(entry, `5.${index}`, comments)),
  };
}

/** Whether the generated code is what the schema generates now. */
export function isGeneratedCodeCurrent(root: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'kith-generate-'));
  try {
    buf(root, 'generate', '-o', folder);
    return readFileSync(join(folder, GENERATED)).equals(readFileSync(join(root, GENERATED)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buf(root: string, ...args: readonly string[]): Buffer {
  const bin = join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) };
  return execFileSync(join(bin, 'buf'), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Comments by descriptor path (descriptor.proto, SourceCodeInfo.Location): 4 message, 5 enum, 2 field or value. */
function readComments(file: DescFile): ReadonlyMap<string, string> {
  const locations = file.proto.sourceCodeInfo?.location ?? [];
  return new Map(
    locations.map((location) => [
      location.path.join('.'),
      `${location.leadingComments} ${location.trailingComments}`.replaceAll(/\s+/g, ' ').trim(),
    ]),
  );
}

function readMessage(message: DescMessage, path: string, comments: ReadonlyMap<string, string>): Message {
  const fields = message.fields.map((field, index) => ({
    number: field.number,
    name: field.name,
    codeName: field.localName,
    type: typeOf(field),
    comment: comments.get(`${path}.2.${index}`) ?? '',
  }));
  return { name: message.name, comment: comments.get(path) ?? '', fields };
}

function typeOf(field: DescField): string {
  const repeated = field.fieldKind === 'list' ? 'repeated ' : '';
  return (
    repeated +
    (field.message?.name ?? field.enum?.name ?? SCALARS[field.proto.type] ?? String(field.proto.type))
  );
}

/** descriptor.proto, FieldDescriptorProto.Type: the ones the schema uses. */
const SCALARS: Readonly<Record<number, string>> = {
  4: 'uint64',
  8: 'bool',
  9: 'string',
  12: 'bytes',
  13: 'uint32',
};

function readEnum(entry: DescEnum, path: string, comments: ReadonlyMap<string, string>): Enum {
  const values = entry.values.map((value, index) => ({
    number: value.number,
    name: value.localName,
    comment: comments.get(`${path}.2.${index}`) ?? '',
  }));
  return { name: entry.name, comment: comments.get(path) ?? '', values };
}
