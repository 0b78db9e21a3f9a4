// The generated blocks of docs/PROTOCOL.md. A block stands between two marks, the first of which says what it shows:
// message NAME, enum NAME, frames, contents or limits.

import type { Limit } from './limits.js';
import { contentsOf, framesOf } from './registries.js';
import type { Schema } from './schema.js';

const BLOCK = /<!-- generated:(\w+)(?: (\w+))? -->\n[\s\S]*?<!-- \/generated -->/g;

/** The document with every block made anew. Throws when a mark names nothing. */
export function renderDocument(document: string, schema: Schema, limits: readonly Limit[]): string {
  return document.replaceAll(BLOCK, (_, kind: string, name?: string) => {
    const mark = name === undefined ? kind : `${kind} ${name}`;
    return `<!-- generated:${mark} -->\n\n${renderBlock(mark, schema, limits)}\n\n<!-- /generated -->`;
  });
}

/** What the document shows nowhere, as marks. */
export function missingBlocks(document: string, schema: Schema): readonly string[] {
  const shown = new Set(
    [...document.matchAll(BLOCK)].map(([, kind, name]) => [kind, name].filter(Boolean).join(' ')),
  );
  const wanted = [
    'frames',
    'contents',
    'limits',
    ...schema.messages.filter(({ name }) => name !== 'Frame').map(({ name }) => `message ${name}`),
    ...schema.enums.map(({ name }) => `enum ${name}`),
  ];
  return wanted.filter((mark) => !shown.has(mark));
}

function renderBlock(mark: string, schema: Schema, limits: readonly Limit[]): string {
  if (mark === 'frames') {
    const rows = framesOf(schema).fields.map(({ number, name, type }) => [String(number), name, code(type)]);
    return table(['kind', 'field of Frame', 'message'], rows);
  }
  if (mark === 'contents') {
    const rows = contentsOf(schema).map(({ number, message, meaning }) => [
      String(number),
      code(message),
      meaning,
    ]);
    return table(['kind', 'message', 'meaning'], rows);
  }
  if (mark === 'limits') {
    const rows = limits.map(({ name, value, comment }) => [code(name), value.toLocaleString('en'), comment]);
    return table(['limit', 'value', 'meaning'], rows);
  }
  return renderNamed(mark, schema);
}

function renderNamed(mark: string, schema: Schema): string {
  const message = schema.messages.find(({ name }) => mark === `message ${name}`);
  if (message) {
    const rows = message.fields.map(({ number, name, type, comment }) => [
      String(number),
      code(name),
      type,
      comment,
    ]);
    const fields = rows.length > 0 ? table(['no.', 'field', 'type', 'meaning'], rows) : 'It has no fields.';
    return `${heading(message)}\n\n${fields}`;
  }
  const entry = schema.enums.find(({ name }) => mark === `enum ${name}`);
  if (!entry) throw new Error(`docs/PROTOCOL.md: there is no ${mark}`);
  const rows = entry.values.map(({ number, name, comment }) => [String(number), code(name), comment]);
  return `${heading(entry)}\n\n${table(['no.', 'name', 'meaning'], rows)}`;
}

function heading({ name, comment }: { readonly name: string; readonly comment: string }): string {
  return `**${name}.** ${comment}`.trim();
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => {
    return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  };
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
