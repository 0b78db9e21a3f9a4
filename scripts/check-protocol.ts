// Schema, generated code, registry and document say the same, or this fails. With --write the tables of the document are
// made anew; everything else has to be put right by hand.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingBlocks, renderDocument } from './protocol/document.js';
import { readLimits } from './protocol/limits.js';
import { registryFaults } from './protocol/registries.js';
import { isGeneratedCodeCurrent, readSchema } from './protocol/schema.js';

const root = join(import.meta.dirname, '../..');
const documentPath = join(root, 'docs/PROTOCOL.md');

const schema = readSchema(root);
const document = readFileSync(documentPath, 'utf8');
const rendered = renderDocument(document, schema, readLimits(root));
const isWriting = process.argv.includes('--write');
if (isWriting) writeFileSync(documentPath, rendered);

const faults = [
  ...(isGeneratedCodeCurrent(root)
    ? []
    : ['src/protocol/generated is not what kith.proto generates: npm run generate']),
  ...registryFaults(schema),
  ...missingBlocks(document, schema).map((mark) => `docs/PROTOCOL.md has no block "generated:${mark}"`),
  ...(isWriting || rendered === document ? [] : ['docs/PROTOCOL.md has outdated tables: npm run generate']),
];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
