import { describe, expect, it } from 'vitest';
import type { LogEvent, LogLine } from './history-log.js';
import { cutShortIn } from './report.js';

const said = (node: string, event: LogEvent): LogLine => ({ atMs: 0, node, ...event });
const killed = (node: string) => said(node, { kind: 'info', what: 'killed' });
const underWay = (node: string, to: string) => said(node, { kind: 'info', what: 'fileUnderWay', to });
const over = (node: string, to: string) => said(node, { kind: 'info', what: 'fileOver', to });

describe('the files that were cut short', () => {
  it('are those of which a node was killed while they were under way, each once', () => {
    const lines = [
      killed('alice'),
      underWay('alice', 'bob'),
      underWay('bob', 'carol'),
      underWay('alice', 'carol'),
      killed('bob'),
      over('alice', 'bob'),
      killed('bob'),
      over('bob', 'carol'),
      over('alice', 'carol'),
      killed('carol'),
    ];
    expect(cutShortIn(lines)).toBe(2);
    expect(cutShortIn(lines.slice(0, 4))).toBe(0);
  });
});
