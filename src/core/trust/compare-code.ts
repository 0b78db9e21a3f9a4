import type { NodeId } from '../../base/ids.js';

/** What the code beside a safety number holds, under a tag of its own so that nobody takes it for an add link: both keys in full. */
export function formatCompareCode(own: NodeId, theirs: NodeId): string {
  return `kith://compare/1?a=${own}&b=${theirs}`;
}
