// House rules that a machine can check (docs/ARCHITECTURE.md, "Conventions"). Formatting is prettier's, import directions are
// dependency-cruiser's, and each relaxation below says why.

import jsdoc from 'eslint-plugin-jsdoc';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { houseRules } from './scripts/house-rules.mjs';

const WINDOW = ['renderer/**/*.{ts,tsx}'];
const TESTS = ['**/*.test.ts', 'tests/**/*.ts', 'src/testing/**/*.ts'];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one name for one thing everywhere.',
};

const AMBIENT_TIME = ['NewExpression', 'CallExpression'].map((node) => ({
  selector: `${node}[callee.name='Date'][arguments.length=0]`,
  message: 'Time is an argument here: pass the instant in.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'coverage/', 'src/protocol/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { house: houseRules },
    rules: { 'house/file-name': 'error', 'house/explained-disable': 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers read the same in a template as everywhere else.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => send(frame)` and `return refuse(404)` are how a callback and an early end without a result are written.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A port may demand a promise from an implementation that has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: WINDOW,
    ignores: TESTS,
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      parserOptions: { project: './renderer/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        NO_DEFAULT_EXPORT,
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Text of strangers never becomes HTML.',
        },
        {
          selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
          message: 'Text of strangers never becomes HTML.',
        },
      ],
    },
  },
  {
    files: ['src/{base,protocol,core,contract}/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...AMBIENT_TIME],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument here: pass the instant in.' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument here: pass bytes in.' },
      ],
    },
  },
  {
    files: ['src/core/ports/**/*.ts', 'src/contract/**/*.ts', 'src/protocol/**/*.ts'],
    ignores: TESTS,
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: { esm: true },
          enableFixer: false,
          require: { FunctionDeclaration: false },
          contexts: ['TSInterfaceDeclaration'],
        },
      ],
    },
  },
  {
    // A test tells a whole story; its length is its own affair.
    files: TESTS,
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Programs for the terminal: their output is what they are for.
    files: ['scripts/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
