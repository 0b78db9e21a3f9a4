// Lint rules of our own: names of files, and reasons beside every switched-off rule.

import { basename } from 'node:path';

const EMPTY_WORDS = /(^|[-.])(utils?|helpers?|common|misc|managers?|services?|types)([-.]|$)/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;
/** Components are named like what they export. */
const COMPONENT = /^[A-Z][A-Za-z0-9]*(\.[a-z]+)*$/;

const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      empty: '"{{name}}" hides a missing word: name the file after what it holds.',
      style: '"{{name}}" is not kebab-case.',
    },
  },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename)
        .replace(/^\./, '')
        .replace(/\.[^.]+$/, '');
      if (EMPTY_WORDS.test(name)) context.report({ node, messageId: 'empty', data: { name } });
      else if (context.filename.endsWith('.tsx') && COMPONENT.test(name)) return;
      else if (!KEBAB_CASE.test(name)) context.report({ node, messageId: 'style', data: { name } });
    },
  }),
};

const explainedDisable = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { reason: 'Say why the rule is off: "eslint-disable-… rule -- reason".' },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'reason' });
        }
      }
    },
  }),
};

export const houseRules = { rules: { 'file-name': fileName, 'explained-disable': explainedDisable } };
