// Alice takes her request to Bob back while messages for him wait.

import { describe, expect, it } from 'vitest';
import { FakeNode } from './fake-node.js';
import { kith } from './fake-shell.js';
import { contact } from './people.js';

const waitingFor = (queued: number) =>
  new FakeNode({}, { contacts: [contact('Bob', { state: 'requested', queued })] });

describe('a request that is taken back', () => {
  it('gives up what waits only with consent, and says how much', async () => {
    const node = waitingFor(2);
    const refused = await kith(['withdraw', 'Bob'], { node, script: [['[y/N]', 'n\r']] });
    expect(refused.out).toContain('Take back your request to Bob, and give up 2 messages waiting for them?');
    expect((await kith(['withdraw', 'Bob'], { node })).exitCode).toBe(2);
    expect(node.called('withdrawRequest')).toEqual([]);
    const { out } = await kith(['withdraw', 'Bob', '--yes'], { node });
    expect(out.replace(/\s+/gu, ' ')).toBe(
      'Your request to Bob was taken back. 2 messages waiting for them will not be sent. ',
    );
    const { out: document } = await kith(['withdraw', 'Bob', '--yes', '--json'], { node });
    expect(JSON.parse(document)).toEqual({ contactId: contact('Bob').id, givenUp: 2 });
    expect(node.called('withdrawRequest')).toHaveLength(2);
  });

  it('is taken back unasked where nothing waits', async () => {
    const { out } = await kith(['withdraw', 'Bob'], { node: waitingFor(0) });
    expect(out).toBe('Your request to Bob was taken back.\n');
  });
});
