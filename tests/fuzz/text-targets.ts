// Parsers of the window and the app: what people write and call themselves, addresses and links the system hands over, and
// what was stored by this program before.

import {
  decodeStored,
  encodeStored,
  storedVault,
  vaultRecord,
} from '../../src/adapters/vault/vault-record.js';
import { formatPosition, parsePosition } from '../../src/core/ports/position.js';
import { appFile, isAppAddress, mediaId } from '../../src/desktop/main/app-address.js';
import { desktopStart } from '../../src/desktop/main/start-arguments.js';
import { displayName, initialsOf, lookAlikeKey } from '../../renderer/text/display-name.js';
import { checkedLink, linkedText } from '../../renderer/text/linked-text.js';
import { type MarkdownNode, markdownTree, plainOf } from '../../renderer/text/markdown.js';
import { wordPlaces } from '../../renderer/text/word-places.js';
import { holds, jsonOf, same, type Target, textOf } from './promises.js';

const DIRECTORY = '/srv/app';

export const TEXT_TARGETS: Readonly<Record<string, Target>> = {
  markdown: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const tree = markdownTree(text);
    // In code that is indented, what is left of a tab are spaces.
    const longest = text.length + 3 * (text.match(/\t/gu)?.length ?? 0);
    holds(plainOf(tree).length <= longest && depthOf(tree) <= 64);
  },
  linkedText: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const parts = linkedText(text);
    same(parts.map((part) => part.text).join(''), text);
    for (const { href } of parts) holds(href === undefined || checkedLink(href)?.href === href);
  },
  displayName: (input) => {
    const text = textOf(input);
    if (text === undefined) return;
    const name = displayName(text, 'nobody');
    holds(name !== '' && Array.from(name).length <= 64 && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name));
    holds(initialsOf(name) !== '');
    lookAlikeKey(name);
  },
  /** What is searched for, and below where. */
  wordPlaces: (input) => {
    const [typed = '', ...rest] = (textOf(input) ?? '').split('\n');
    const text = rest.join('\n');
    let before = 0;
    for (const [start, end] of wordPlaces(text, typed)) {
      holds(start >= before && end > start && end <= text.length);
      before = end;
    }
  },
  /** The arguments of a start, one a line. */
  start: (input) => {
    const { link, flags } = desktopStart((textOf(input) ?? '').split('\n'));
    holds(link === undefined || /^kith:[!-~]{1,4091}$/iu.test(link));
    for (const value of Object.values(flags)) holds(typeof value === 'string');
  },
  appAddress: (input) => {
    const address = textOf(input);
    if (address === undefined) return;
    const file = appFile(address, DIRECTORY);
    holds(file === undefined || (isAppAddress(address) && file.startsWith(`${DIRECTORY}/`)));
    holds(file === undefined || !/(?:^|\/)\.\.(?:\/|$)|\0/u.test(file));
    mediaId(address);
  },
  position: (input) => {
    const text = textOf(input);
    const position = text === undefined ? undefined : parsePosition(text);
    if (position) same(formatPosition(position.lamport, position.rank, position.authorSeq), text);
  },
  vault: (input) => {
    decodeStored(input);
    const stored = jsonOf(input);
    if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return;
    const record = vaultRecord(stored as Readonly<Record<string, unknown>>);
    if (record === 'unsupported') return;
    const again = decodeStored(encodeStored(storedVault(record)));
    same(again && vaultRecord(again), record);
  },
};

function depthOf(nodes: readonly MarkdownNode[]): number {
  const depths = nodes.map((node) => ('text' in node ? 0 : depthOf(node.children)));
  return 1 + depths.reduce((deepest, depth) => Math.max(deepest, depth), 0);
}
