// Promise: only fields of this list reach the log, and only values of their form; the rest is dropped, whatever it is.

export type LogField = keyof typeof FIELDS;
export type LogFields = Readonly<Partial<Record<LogField, string | number | boolean>>>;

type Form = (value: unknown) => string | number | undefined;

/** A name the program itself gives: letters and hyphens. Keys and ids hold digits, texts and paths other characters. */
const word: Form = (value) => (matches(value, /^[a-z][a-zA-Z-]{0,39}$/) ? value : undefined);
const code: Form = (value) => (matches(value, /^[A-Z][A-Z0-9_]{1,39}$/) ? value : undefined);
const number: Form = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : undefined;
/** The first 8 of a NodeId's 64 digits: enough to tell contacts apart, not enough to name them to others. */
const shortNodeId: Form = (value) => (matches(value, /^[0-9a-f]{8,64}$/) ? value.slice(0, 8) : undefined);
const host: Form = (value) => (matches(value, /^[0-9a-zA-Z.:-]{1,253}$/) ? value : undefined);

const FIELDS = {
  code,
  /** The operating system's own code of a failure, such as ENOSPC. */
  systemCode: code,
  /** A kind of work by name, or of frame by number. */
  kind: (value: unknown) => word(value) ?? number(value),
  reason: word,
  why: word,
  failure: word,
  state: word,
  direction: word,
  by: word,
  peer: shortNodeId,
  node: shortNodeId,
  link: number,
  attempt: number,
  count: number,
  bytes: number,
  ms: number,
  line: number,
  port: number,
  host,
} as const satisfies Record<string, Form>;

/** What of `fields` may be written. */
export function allowedFields(fields: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const allowed: Record<string, string | number> = {};
  for (const [name, form] of Object.entries<Form>(FIELDS)) {
    const value = Object.hasOwn(fields, name) ? form(fields[name]) : undefined;
    if (value !== undefined) allowed[name] = value;
  }
  return allowed;
}

/** Events are named by the program, like words. */
export function eventName(event: string): string {
  return word(event) === undefined ? 'unnamed' : event;
}

function matches(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
