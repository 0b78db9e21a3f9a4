// Nodes of this process with their windows in a real Chromium, one context for each person.

import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { Secret } from '../../src/base/secret.js';
import { createNode, type RunningNode } from '../../src/node/create-node.js';
import { REAL_SEAMS } from '../../src/node/seams.js';
import { homeOf } from '../../src/testing/node/founded-people.js';
import { HomeYard, TEST_ENV, type TestHome } from '../../src/testing/node/homes.js';
import { serveWindow, type ServedWindow } from '../../src/web/window-server.js';

export const CHROMIUM = process.env['KITH_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser for these stories. Where there is none they cannot be told, and the run says so. */
export function hasChromium(stories: string): boolean {
  if (existsSync(CHROMIUM)) return true;
  process.stderr.write(`\n*** SKIPPED: ${stories}: no ${CHROMIUM}; KITH_CHROMIUM can name another ***\n\n`);
  return false;
}

/** Somebody whose window nobody looks at: a node, without a page that costs more than all of it. */
export interface Neighbour {
  readonly node: RunningNode;
  /** `host:port` of the node. */
  readonly address: () => string;
}

export interface Person extends Neighbour {
  readonly window: ServedWindow;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Violations of the policy, errors and uncaught exceptions of the page. */
  readonly complaints: string[];
}

export interface NeighbourOptions {
  /** Null: a home nobody lives in yet. */
  readonly name: string | null;
  /** Starts locked without. */
  readonly password?: string;
  /** To listen on; without, an address of its own and a port that is free. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Done to the home before its node starts. */
  readonly prepare?: (home: TestHome) => Promise<void>;
}

export interface PersonOptions extends NeighbourOptions {
  readonly locale?: string;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
}

const STEP_MS = 12_000;
const VIEWPORT = { width: 1180, height: 760 };
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-sync',
];

export class BrowserStage {
  readonly #ends: (() => Promise<void>)[] = [];

  private constructor(
    readonly browser: Browser,
    readonly yard: HomeYard,
  ) {}

  /** @param switches of the browser, beside those of every stage */
  static async open(switches: readonly string[] = []): Promise<BrowserStage> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...switches] });
    return new BrowserStage(browser, await HomeYard.open());
  }

  async person({
    locale = 'en-GB',
    theme = 'light',
    viewport = VIEWPORT,
    ...who
  }: PersonOptions): Promise<Person> {
    const neighbour = await this.neighbour(who);
    return { ...neighbour, ...(await this.#open(neighbour.node, { locale, colorScheme: theme, viewport })) };
  }

  async neighbour({ name, prepare, password, listen }: NeighbourOptions): Promise<Neighbour> {
    const home = name === null ? undefined : await homeOf(name, this.yard);
    if (home) await prepare?.(home);
    const host = home?.host ?? this.yard.nextHost();
    const dir = home?.dir ?? `${this.yard.dir}/new-${host}`;
    const secret = password === undefined ? null : new Secret(password);
    const node = await createNode(
      {
        home: dir,
        face: 'headless',
        flags: { host: listen?.host ?? host, port: String(listen?.port ?? 0) },
        env: TEST_ENV,
        password: secret,
      },
      { ...REAL_SEAMS, localAddress: host },
    );
    this.#ends.push(() => node.stop());
    return { node, address: () => node.listening ?? '' };
  }

  /** A window of the same node, in a browser of its own. */
  async another({ node, address }: Neighbour): Promise<Person> {
    const look = { locale: 'en-GB', colorScheme: 'light', viewport: VIEWPORT } as const;
    return { node, address, ...(await this.#open(node, look)) };
  }

  async #open(node: RunningNode, look: BrowserContextOptions) {
    const window = await serveWindow({
      port: 0,
      accept: (transport) => {
        node.accept(transport);
      },
    });
    const context = await this.browser.newContext({ reducedMotion: 'reduce', ...look });
    const page = await context.newPage();
    // Sooner than the test's own end, so that the failure names what was waited for.
    page.setDefaultTimeout(STEP_MS);
    const complaints = listenToComplaints(page);
    this.#ends.push(async () => {
      await context.close();
      await window.close();
    });
    await page.goto(window.url);
    return { window, context, page, complaints };
  }

  atEnd(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  async clear(): Promise<void> {
    for (const end of this.#ends.reverse()) await end();
    await this.browser.close();
    await this.yard.clear();
  }
}

function listenToComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}
