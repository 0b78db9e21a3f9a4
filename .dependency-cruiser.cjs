// Who may import whom (docs/ARCHITECTURE.md, "Code map"). Each rule says why it is there; tests/gates plants one violation of each.

const TEST = '\\.test\\.ts$';
const CAPABILITY = 'link|trust|session|delivery|network|transfer|conversation';

/** Everything in these folders but their tests. */
const product = (folders) => ({ path: `^src/(${folders})/`, pathNot: TEST });
/** All shipped code but the folders that own the package. */
const productBut = (owners) => ({ path: '^(src|renderer)/', pathNot: [TEST, '^src/testing/', ...owners] });
const npm = (names) => ({ path: `(^|/)node_modules/(${names})/` });
const npmBut = (names) => ({ path: '(^|/)node_modules/', pathNot: `(^|/)node_modules/(${names})/` });
/** Code of ours outside these folders. */
const ownBut = (allowed) => ({ path: '^(src|renderer|tests|bench|scripts)/', pathNot: allowed });
const NODE = { dependencyTypes: ['core'] };

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const owned = (packageNames, owners, comment) =>
  error(
    `only-owner-imports-${packageNames.split('|')[0].replace(/^@/, '').replace('/', '-')}`,
    comment,
    productBut(owners),
    npm(packageNames),
  );

const general = [
  error('no-circular', 'A cycle has no first file to read and no order to start in.', {}, { circular: true }),
  error('no-unresolvable', 'The build would not find it either.', {}, { couldNotResolve: true }),
  error(
    'no-development-package-in-product',
    'Packages for development are not installed with the product. The window is a bundle: it carries its packages along.',
    { path: '^src/', pathNot: [TEST, '^src/testing/'] },
    // What an Electron app imports under this name is the program that runs it.
    {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: 'node_modules/(@types|electron)/',
    },
  ),
  error(
    'product-does-not-import-testing',
    'No test switch in the product: crash points, clock and randomness are arguments.',
    productBut([]),
    { path: `^(src/testing|tests|bench|scripts)/|${TEST}` },
  ),
  error(
    'testing-does-not-import-renderer',
    'The window is tested from outside, through the contract and a browser; its parsers are fuzzed like all others.',
    { path: '^(src/testing|tests|bench|scripts)/', pathNot: '^tests/fuzz/(text-targets|marked-texts)\\.ts$' },
    { path: '^renderer/' },
  ),
];

const layers = [
  error(
    'base-imports-nothing',
    'The vocabulary everybody shares must not drag anything along.',
    product('base'),
    ownBut('^src/base/'),
  ),
  error(
    'protocol-knows-only-base',
    'What crosses the wire is defined without knowing who sends it.',
    product('protocol'),
    ownBut('^src/(base|protocol)/'),
  ),
  error(
    'core-knows-only-protocol-and-base',
    'What the node decides must not depend on how the world is reached.',
    product('core'),
    ownBut('^src/(base|protocol|core)/'),
  ),
  error(
    'inner-layers-are-sans-io',
    'Decisions and codecs that touch no files, sockets or clocks can be tested to the last byte.',
    product('base|protocol|core|contract'),
    NODE,
  ),
  error(
    'core-uses-no-package',
    'A decision made by a package is not ours to prove.',
    product('core'),
    npmBut('@nothing'),
  ),
  error(
    'base-uses-only-bech32',
    'One package, for the text form of a NodeId.',
    { path: '^src/base/', pathNot: TEST },
    npmBut('@scure/base'),
  ),
  error(
    'bech32-only-in-ids',
    'The text form of a NodeId is made and read in one place.',
    productBut(['^src/base/ids\\.ts$']),
    npm('@scure/base'),
  ),
  error(
    'protocol-uses-only-protobuf',
    'The wire schema has one runtime.',
    product('protocol'),
    npmBut('@bufbuild/protobuf'),
  ),
  error(
    'contract-knows-only-base',
    'Faces compile the contract into a sandbox: nothing of the node may come along.',
    product('contract'),
    ownBut('^src/(base|contract)/'),
  ),
  error(
    'capability-is-entered-through-its-index',
    'What one capability offers the others is what its index.ts says, nothing else.',
    { path: `^src/core/(${CAPABILITY})/`, pathNot: TEST },
    { path: `^src/core/(${CAPABILITY})/`, pathNot: ['^src/core/$1/', '^src/core/[^/]+/index\\.ts$'] },
  ),
  error(
    'ports-know-no-capability',
    'A port is what core needs from the world, not what core decides.',
    product('core/ports'),
    { path: `^src/core/(${CAPABILITY})/` },
  ),
  error(
    'adapters-know-only-ports',
    'An adapter translates between the world and a port; it decides nothing.',
    product('adapters'),
    ownBut('^src/(base|protocol|core/ports|adapters)/'),
  ),
  error(
    'adapters-do-not-know-each-other',
    'A technology can be exchanged alone only if no other knows it.',
    { path: '^src/adapters/([^/]+)/', pathNot: TEST },
    { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
  ),
  error(
    'node-does-not-know-its-faces',
    'The same node runs under every face.',
    product('node'),
    ownBut('^src/(base|protocol|core|contract|adapters|node)/'),
  ),
  error(
    'cli-knows-only-contract-and-node',
    'A shell starts a node and speaks the contract; `kith node --ui` also opens the browser shell, by its front door.',
    product('cli'),
    ownBut('^src/((base|contract|node|cli)/|web/index\\.ts$)'),
  ),
  ...['desktop', 'web'].map((shell) =>
    error(
      `${shell}-knows-only-contract-and-node`,
      'A shell starts a node and speaks the contract; it does not reach into core or adapters.',
      product(shell),
      ownBut(`^src/(base|contract|node|${shell})/`),
    ),
  ),
  error(
    'renderer-knows-only-contract',
    'The window is sandboxed: all it can do is what the contract offers.',
    { path: '^renderer/', pathNot: TEST },
    ownBut('^(src/(base|contract)|renderer)/'),
  ),
  error(
    'renderer-has-no-node',
    'The window runs in a browser sandbox.',
    { path: '^renderer/', pathNot: [TEST, '^renderer/(gallery/)?vite\\.config\\.js$'] },
    NODE,
  ),
  error(
    'features-do-not-know-each-other',
    'What several features need lies below them; what joins them is the app.',
    { path: '^renderer/features/([^/]+)/' },
    { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  ),
  error(
    'only-the-app-composes-features',
    'Primitives, text, and the way to the node serve every feature and know none.',
    { path: '^renderer/(ui|text|node-client|shell|words)/' },
    { path: '^renderer/(features|app)/' },
  ),
  error(
    'features-do-not-know-the-app',
    'The app composes features, not the other way round.',
    { path: '^renderer/features/' },
    { path: '^renderer/app/' },
  ),
  error(
    'only-node-client-touches-the-port',
    'One place knows that there are sessions, and that they are lost.',
    { path: '^renderer/', pathNot: [TEST, '^renderer/node-client/'] },
    { path: '^src/contract/(client|live-view|transport)\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
];

const packages = [
  owned('@bufbuild/protobuf', ['^src/protocol/'], 'Bytes from a peer become typed values in the codec only.'),
  owned(
    'ws',
    ['^src/adapters/websocket/', '^src/web/'],
    'The federation socket, and the loopback window socket.',
  ),
  owned(
    '@signalapp/libsignal-client',
    ['^src/adapters/signal/'],
    'Native keys and sessions stay behind one port.',
  ),
  owned(
    '@signalapp/sqlcipher',
    ['^src/adapters/sqlite/', '^src/adapters/filesystem/home-lock\\.ts$'],
    'One place knows SQL; the home lock needs a file lock the kernel releases.',
  ),
  owned('undici', ['^src/adapters/http/'], 'Outgoing HTTP has one client with one set of limits.'),
  owned(
    'node-forge',
    ['^src/adapters/tls/'],
    'Certificates and PEM only; never for anything secret on the wire.',
  ),
  owned(
    'argon2|lowdb|@peculiar/webcrypto',
    ['^src/adapters/vault/'],
    'Passwords and the master key stay in the vault.',
  ),
  owned('commander|uqr', ['^src/cli/'], 'Flags and terminal pictures belong to the command line.'),
  owned('pino', ['^src/adapters/logging/'], 'Log fields are allow-listed in one place.'),
  owned('ini', ['^src/adapters/config/'], 'The configuration file has one reader.'),
  owned(
    'zod',
    ['^src/contract/', '^src/adapters/config/'],
    'Input from faces and from the configuration is parsed once, at the edge.',
  ),
  owned('electron', ['^src/desktop/'], 'The desktop shell is one of several.'),
  error(
    'only-node-starts-threads',
    'Which thread owns what is decided in one folder.',
    productBut(['^src/node/']),
    { path: '^(node:)?worker_threads$' },
  ),
  error(
    'only-desktop-starts-processes',
    'A node never runs another program.',
    productBut(['^src/desktop/']),
    { path: '^(node:)?child_process$' },
  ),
];

module.exports = {
  forbidden: [...general, ...layers, ...packages],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.lint.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
