import { describe, expect, it } from 'vitest';
import type { LinkRow } from '../../../src/contract/values.js';
import { requestSteps } from './request-steps.js';

const LINK = { state: 'waiting', since: 200, lastSeenAt: 0 } as unknown as LinkRow;

function told(link: LinkRow | undefined): string {
  return requestSteps({ since: 100 }, link)
    .map(({ step, state, at }) => `${step} ${state}${at === undefined ? '' : ` ${String(at)}`}`)
    .join(', ');
}

describe('a request', () => {
  it.each<[string, LinkRow | undefined, string]>([
    [
      'is on its way while they are being called',
      { ...LINK, state: 'dialling' },
      'asked done 100, called now 200, reached ahead, answer ahead, connected ahead',
    ],
    [
      'has reached nobody while the next call waits',
      LINK,
      'asked done 100, called now 200, reached ahead, answer ahead, connected ahead',
    ],
    [
      'has reached nobody as far as the node says',
      undefined,
      'asked done 100, called now, reached ahead, answer ahead, connected ahead',
    ],
    [
      'waits for their answer once they are reached',
      { ...LINK, state: 'up' },
      'asked done 100, called done 200, reached done 200, answer now 200, connected ahead',
    ],
    [
      'lies with them also after the connection ended',
      { ...LINK, lastSeenAt: 250 },
      'asked done 100, called done 250, reached done 250, answer now 250, connected ahead',
    ],
    [
      'was called by nobody where they call themselves',
      { ...LINK, state: 'up', direction: 'in' },
      'asked done 100, called done, reached done 200, answer now 200, connected ahead',
    ],
  ])('%s', (_, link, steps) => {
    expect(told(link)).toBe(steps);
  });
});
