// Plants one violation of every import rule in a small tree of its own and expects the gate to name it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Rule, importing file, what it imports (from the root of the tree, or a package). */
type Plant = readonly [rule: string, from: string, to: string];

const PLANTS: readonly Plant[] = [
  ['no-circular', 'src/core/trust/circle-a.ts', 'src/core/trust/circle-b.ts'],
  ['no-unresolvable', 'src/core/trust/lost.ts', 'src/core/trust/never-written.ts'],
  ['no-development-package-in-product', 'src/node/develop.ts', 'fast-check'],
  ['product-does-not-import-testing', 'src/node/fake.ts', 'src/testing/alice.ts'],
  ['product-does-not-import-testing', 'src/cli/fake.ts', 'tests/mesh/main.ts'],
  ['testing-does-not-import-renderer', 'tests/window.ts', 'renderer/main.ts'],
  ['base-imports-nothing', 'src/base/proto.ts', 'src/protocol/codec.ts'],
  ['protocol-knows-only-base', 'src/protocol/core.ts', 'src/core/trust/index.ts'],
  ['core-knows-only-protocol-and-base', 'src/core/trust/store.ts', 'src/adapters/sqlite/store.ts'],
  ['core-knows-only-protocol-and-base', 'src/core/trust/face.ts', 'src/contract/values.ts'],
  ['inner-layers-are-sans-io', 'src/base/disk.ts', 'node:fs'],
  ['inner-layers-are-sans-io', 'src/protocol/disk.ts', 'node:fs'],
  ['inner-layers-are-sans-io', 'src/core/trust/disk.ts', 'node:fs'],
  ['inner-layers-are-sans-io', 'src/contract/disk.ts', 'node:fs'],
  ['core-uses-no-package', 'src/core/trust/package.ts', '@bufbuild/protobuf'],
  ['base-uses-only-bech32', 'src/base/parse.ts', 'zod'],
  ['bech32-only-in-ids', 'src/contract/text.ts', '@scure/base'],
  ['protocol-uses-only-protobuf', 'src/protocol/parse.ts', 'zod'],
  ['contract-knows-only-base', 'src/contract/core.ts', 'src/core/trust/index.ts'],
  ['capability-is-entered-through-its-index', 'src/core/delivery/inside.ts', 'src/core/trust/inner.ts'],
  ['ports-know-no-capability', 'src/core/ports/trust.ts', 'src/core/trust/index.ts'],
  ['adapters-know-only-ports', 'src/adapters/sqlite/decide.ts', 'src/core/trust/index.ts'],
  ['adapters-do-not-know-each-other', 'src/adapters/websocket/store.ts', 'src/adapters/sqlite/store.ts'],
  ['node-does-not-know-its-faces', 'src/node/face.ts', 'src/cli/main.ts'],
  ['cli-knows-only-contract-and-node', 'src/cli/core.ts', 'src/core/trust/index.ts'],
  ['desktop-knows-only-contract-and-node', 'src/desktop/store.ts', 'src/adapters/sqlite/store.ts'],
  ['cli-knows-only-contract-and-node', 'src/cli/server.ts', 'src/web/window-server.ts'],
  ['web-knows-only-contract-and-node', 'src/web/shell.ts', 'src/cli/main.ts'],
  ['renderer-knows-only-contract', 'renderer/node.ts', 'src/node/create-node.ts'],
  ['renderer-has-no-node', 'renderer/disk.ts', 'node:fs'],
  ['features-do-not-know-each-other', 'renderer/features/a/peek.ts', 'renderer/features/b/model.ts'],
  ['only-the-app-composes-features', 'renderer/ui/row.ts', 'renderer/features/b/model.ts'],
  ['features-do-not-know-the-app', 'renderer/features/a/frame.ts', 'renderer/app/routes.ts'],
  ['only-node-client-touches-the-port', 'renderer/app/session.ts', 'src/contract/client.ts'],
  ['only-owner-imports-bufbuild-protobuf', 'src/adapters/signal/codec.ts', '@bufbuild/protobuf'],
  ['only-owner-imports-ws', 'src/adapters/http/socket.ts', 'ws'],
  ['only-owner-imports-signalapp-libsignal-client', 'src/node/sign.ts', '@signalapp/libsignal-client'],
  ['only-owner-imports-signalapp-sqlcipher', 'src/adapters/filesystem/other.ts', '@signalapp/sqlcipher'],
  ['only-owner-imports-undici', 'src/adapters/websocket/fetch.ts', 'undici'],
  ['only-owner-imports-node-forge', 'src/adapters/http/pem.ts', 'node-forge'],
  ['only-owner-imports-argon2', 'src/node/hash.ts', 'argon2'],
  ['only-owner-imports-argon2', 'src/node/wrap.ts', '@peculiar/webcrypto'],
  ['only-owner-imports-argon2', 'src/node/preferences.ts', 'lowdb'],
  ['only-owner-imports-commander', 'src/node/flags.ts', 'commander'],
  ['only-owner-imports-commander', 'src/node/picture.ts', 'uqr'],
  ['only-owner-imports-pino', 'src/node/log.ts', 'pino'],
  ['only-owner-imports-ini', 'src/node/settings.ts', 'ini'],
  ['only-owner-imports-zod', 'src/node/schema.ts', 'zod'],
  ['only-owner-imports-electron', 'src/node/window.ts', 'electron'],
  ['only-node-starts-threads', 'src/adapters/sqlite/thread.ts', 'node:worker_threads'],
  ['only-desktop-starts-processes', 'src/node/process.ts', 'node:child_process'],
];

/** What the rules must let pass: files that import the right thing. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['src/base/ids.ts', '@scure/base'],
  ['src/protocol/codec.ts', '@bufbuild/protobuf'],
  ['src/contract/values.ts', 'zod'],
  ['src/core/delivery/right.ts', 'src/core/trust/index.ts'],
  ['src/core/trust/index.ts', 'src/core/trust/inner.ts'],
  ['src/core/trust/index.test.ts', 'src/testing/alice.ts'],
  ['src/adapters/sqlite/store.ts', 'src/core/ports/store.ts'],
  ['src/adapters/sqlite/open.ts', '@signalapp/sqlcipher'],
  ['src/adapters/filesystem/home-lock.ts', '@signalapp/sqlcipher'],
  ['src/adapters/websocket/server.ts', 'ws'],
  ['src/node/create-node.ts', 'src/adapters/sqlite/store.ts'],
  ['src/node/lane.ts', 'node:worker_threads'],
  ['src/cli/main.ts', 'src/node/create-node.ts'],
  ['src/testing/alice.ts', 'src/node/create-node.ts'],
  ['tests/mesh/main.ts', 'node:child_process'],
  ['renderer/main.ts', 'src/contract/values.ts'],
  ['renderer/node-client/session.ts', 'src/contract/client.ts'],
  ['src/cli/entry.ts', 'src/web/index.ts'],
];

const EMPTY = [
  'src/core/trust/inner.ts',
  'src/core/ports/store.ts',
  'src/contract/client.ts',
  'src/web/index.ts',
  'src/web/window-server.ts',
  'renderer/app/routes.ts',
  'renderer/features/b/model.ts',
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

let tree: string;
let violations: readonly Violation[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'kith-directions-'));
  for (const file of [
    '.dependency-cruiser.cjs',
    'tsconfig.lint.json',
    'src/tsconfig.base.json',
    'package.json',
  ]) {
    write(file, '');
    cpSync(join(root, file), join(tree, file));
  }
  for (const file of EMPTY) write(file, 'export const nothing = 0;\n');
  for (const [from, to] of ALLOWED) write(from, importLine(from, to));
  for (const [, from, to] of PLANTS) write(from, importLine(from, to));
  write('src/core/trust/circle-b.ts', "export * as circle from './circle-a.js';\n");
  violations = cruise();
});

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

describe('the import table', () => {
  it.each(PLANTS)('%s: %s must not import %s', (rule, from) => {
    expect(rulesBroken(from)).toContain(rule);
  });

  it.each(ALLOWED)('lets %s import %s', (from) => {
    expect(rulesBroken(from)).toEqual([]);
  });

  it('has a planted violation for every rule, and a reason in every rule', () => {
    const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { name: string; comment: string }[];
    };
    const planted = new Set(PLANTS.map(([rule]) => rule));
    expect(forbidden.filter(({ name }) => !planted.has(name))).toEqual([]);
    expect(forbidden.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });
});

function rulesBroken(from: string): readonly string[] {
  return violations.filter((violation) => violation.from === from).map(({ rule }) => rule.name);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

function importLine(from: string, to: string): string {
  if (!/^(src|tests|renderer)\//.test(to)) {
    if (!to.startsWith('node:')) writePackage(to);
    return `export * as imported from '${to}';\n`;
  }
  const up = '../'.repeat(from.split('/').length - 1) || './';
  return `export * as imported from '${up}${to.replace(/\.ts$/, '.js')}';\n`;
}

function writePackage(name: string): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
}

function cruise(): readonly Violation[] {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const folders = ['src', 'tests', 'renderer'];
  const flags = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const run = spawnSync(process.execPath, [program, ...flags, ...folders], { cwd: tree, encoding: 'utf8' });
  const report = JSON.parse(run.stdout) as { summary: { violations: readonly Violation[] } };
  return report.summary.violations;
}
