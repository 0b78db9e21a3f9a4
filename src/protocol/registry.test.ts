import { describe, expect, it } from 'vitest';
import { CloseCodeSchema, EnvelopeTypeSchema, FrameSchema, RefusalCodeSchema } from './generated/kith_pb.js';
import { CLOSE_REASONS, ENVELOPE_TYPES, FRAME_KINDS, REFUSAL_REASONS, nameOf } from './registry.js';

describe('registry', () => {
  it('lists the frame kinds of the schema', () => {
    const schema = FrameSchema.fields.map((field) => [field.localName, field.number]);
    expect(Object.fromEntries(schema)).toEqual(FRAME_KINDS);
  });

  it.each([
    ['close reasons', CloseCodeSchema, CLOSE_REASONS],
    ['refusal reasons', RefusalCodeSchema, REFUSAL_REASONS],
    ['envelope types', EnvelopeTypeSchema, ENVELOPE_TYPES],
  ])('lists the %s of the schema', (_, schema, table) => {
    const values = schema.values.filter((value) => value.number > 0);
    const camel = (name: string) =>
      name.toLowerCase().replace(/_(.)/g, (_match, c: string) => c.toUpperCase());
    expect(Object.fromEntries(values.map((value) => [camel(value.localName), value.number]))).toEqual(table);
  });

  it('has no name for zero', () => {
    expect(nameOf(CLOSE_REASONS, 0)).toBeUndefined();
  });
});
