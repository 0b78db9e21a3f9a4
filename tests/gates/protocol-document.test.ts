// The document cannot drift from the schema unnoticed: each kind of difference is found.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingBlocks, renderDocument } from '../../scripts/protocol/document.js';
import { readLimits } from '../../scripts/protocol/limits.js';
import { registryFaults } from '../../scripts/protocol/registries.js';
import { readSchema, type Schema } from '../../scripts/protocol/schema.js';
import { LIMITS } from '../../src/protocol/limits.js';

const root = join(import.meta.dirname, '../../..');
const schema = readSchema(root);
const limits = readLimits(root);

const block = (mark: string, text = ''): string => `<!-- generated:${mark} -->\n${text}\n<!-- /generated -->`;

describe('the protocol document', () => {
  it('shows a field with its number, type and comment', () => {
    const text = renderDocument(block('message Payload'), schema, limits);
    expect(text).toContain('| 4 | `message_id` | bytes | 16 bytes |');
    expect(text).toContain('| 8 | `heads` | repeated bytes |');
  });

  it('shows frames, content kinds, enums and limits', () => {
    const marks = ['frames', 'contents', 'enum EnvelopeType', 'limits'];
    const text = renderDocument(marks.map((mark) => block(mark)).join('\n'), schema, limits);
    expect(text).toContain('| 64 | envelope | `Envelope` |');
    expect(text).toContain('| 1 | `Text` | a text message. |');
    expect(text).toContain('| 2 | `WHISPER` | libsignal SignalMessage |');
    expect(text).toContain(`| \`textBytes\` | ${LIMITS.textBytes.toLocaleString('en')} |`);
  });

  it('differs as soon as somebody edits a block', () => {
    const current = renderDocument(block('limits'), schema, limits);
    expect(renderDocument(current, schema, limits)).toBe(current);
    const edited = current.replace('32,768', '65,536');
    expect(edited).not.toBe(current);
    expect(renderDocument(edited, schema, limits)).toBe(current);
  });

  it('must show every message and enum of the schema', () => {
    const missing = missingBlocks(block('frames') + block('message Ping'), schema);
    expect(missing).toContain('message Pong');
    expect(missing).toContain('enum CloseCode');
    expect(missing).toContain('limits');
    expect(missing).not.toContain('message Ping');
  });

  it('must not show what the schema does not have', () => {
    expect(() => renderDocument(block('message Teleport'), schema, limits)).toThrow('message Teleport');
  });
});

describe('the registry', () => {
  it('has the numbers of the schema', () => {
    expect(registryFaults(schema)).toEqual([]);
  });

  it('is found to lack a number, or to have another one', () => {
    const grown = withFrame(schema, { number: 65, name: 'parcel', codeName: 'parcel' });
    expect(registryFaults(grown)).toEqual(['registry.ts: FRAME_KINDS should have parcel: 65']);
    const renumbered = withFrame(schema, { number: 12, name: 'ping', codeName: 'ping' });
    expect(registryFaults(renumbered)).toEqual(['registry.ts: FRAME_KINDS should have ping: 12']);
  });

  it('is found to have a name too many', () => {
    const messages = schema.messages.filter(({ name }) => name !== 'Recovered');
    expect(registryFaults({ ...schema, messages })).toEqual([
      'registry.ts: CONTENT_KINDS has recovered, which kith.proto does not',
    ]);
  });
});

function withFrame(
  original: Schema,
  field: { readonly number: number; readonly name: string; readonly codeName: string },
): Schema {
  const messages = original.messages.map((message) =>
    message.name === 'Frame'
      ? { ...message, fields: [...message.fields, { ...field, type: 'Parcel', comment: '' }] }
      : message,
  );
  return { ...original, messages };
}
