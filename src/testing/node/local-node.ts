// A node in this process: the whole product, over real TLS on loopback.

import { Secret } from '../../base/secret.js';
import { ContractClient } from '../../contract/client.js';
import { createNode, type RunningNode } from '../../node/create-node.js';
import { type NodeSeams, REAL_SEAMS } from '../../node/seams.js';
import { TEST_ENV, TEST_PASSWORD, type TestHome } from './homes.js';

export interface LocalNodeOptions {
  /** Starts locked without. */
  readonly password?: string | null;
  /** 0, the default, takes any for the first start. */
  readonly port?: number;
  readonly seams?: Partial<NodeSeams>;
  /** Settings beside host and port. */
  readonly flags?: Readonly<Record<string, string>>;
}

export class LocalNode {
  #running: { readonly node: RunningNode; readonly client: ContractClient } | undefined;
  #port: number;

  private constructor(
    readonly home: TestHome,
    private readonly options: LocalNodeOptions,
  ) {
    this.#port = options.port ?? 0;
  }

  static async start(home: TestHome, options: LocalNodeOptions = {}): Promise<LocalNode> {
    const node = new LocalNode(home, options);
    await node.start();
    return node;
  }

  get client(): ContractClient {
    if (!this.#running) throw new Error(`${this.home.name}'s node does not run`);
    return this.#running.client;
  }

  /** `host:port`, the same for every start. */
  get address(): string {
    return `${this.home.host}:${this.#port}`;
  }

  onBroken(listener: () => void): void {
    this.#running?.node.onBroken(listener);
  }

  async start(): Promise<void> {
    const { dir, host } = this.home;
    const { password = TEST_PASSWORD, seams, flags } = this.options;
    const node = await createNode(
      {
        home: dir,
        face: 'headless',
        flags: { ...flags, host, port: String(this.#port) },
        env: TEST_ENV,
        password: password === null ? null : new Secret(password),
      },
      { ...REAL_SEAMS, localAddress: host, ...seams },
    );
    const client = new ContractClient(node.connect());
    await client.hello;
    this.#port = Number(node.listening?.split(':').at(-1) ?? this.#port);
    this.#running = { node, client };
  }

  /** In order, as by Ctrl+C. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.client.close();
    await running?.node.stop();
  }
}
