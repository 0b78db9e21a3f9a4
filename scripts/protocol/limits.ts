// The limits of the wire with the reasons written beside them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LIMITS } from '../../src/protocol/limits.js';

export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly comment: string;
}

export function readLimits(root: string): readonly Limit[] {
  const path = join(root, 'src/protocol/limits.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const comments = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) comments.set(node.name.getText(), commentOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return Object.entries(LIMITS).map(([name, value]) => ({ name, value, comment: comments.get(name) ?? '' }));
}

function commentOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = comments.map((comment) => ts.getTextOfJSDocComment(comment.comment) ?? '').join(' ');
  return text.replaceAll(/\s+/g, ' ').trim();
}
