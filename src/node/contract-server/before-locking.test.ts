import { describe, expect, it } from 'vitest';
import { faceFixture, settled } from '../../testing/face-fixture.js';
import { LOCK_HOLD_MS } from './limits.js';

describe('before it locks, a node', () => {
  const drafting = () => {
    const finish: (() => void)[] = [];
    const setDraft = () =>
      new Promise<Record<string, never>>((resolve) => {
        finish.push(() => {
          resolve({});
        });
      });
    return { finish, fixture: faceFixture({ handlers: { setDraft } }) };
  };

  async function waiting(settling: Promise<void>): Promise<boolean> {
    await settled();
    return Promise.race([settling.then(() => false), settled().then(() => true)]);
  }

  it('waits until every face has sent what it had not saved, and that is done', async () => {
    const { finish, fixture } = drafting();
    const { transport, told } = fixture.rawFace();
    fixture.client();
    await settled();
    const settling = fixture.server.settle();
    await settled();
    expect(told.at(-1)).toEqual({ type: 'locking' });
    const params = { conversationId: 'ab'.repeat(32), text: 'Dear' };
    transport.send({ type: 'call', call: 1, command: 'setDraft', params });
    expect(await waiting(settling)).toBe(true);
    transport.send({ type: 'ready' });
    expect(await waiting(settling)).toBe(true);
    finish[0]?.();
    await settling;
    expect(told.at(-1)).toEqual({ type: 'result', call: 1, value: {} });
    expect(fixture.timers.waiting).toBe(0);
  });

  it('waits no longer than a second for a face that hangs, and not for one that went', async () => {
    const { fixture } = drafting();
    const [hanging, going] = [fixture.rawFace(), fixture.rawFace()];
    await settled();
    const settling = fixture.server.settle();
    going.transport.close();
    fixture.timers.advance(LOCK_HOLD_MS - 1);
    expect(await waiting(settling)).toBe(true);
    fixture.timers.advance(1);
    await settling;
    const again = fixture.server.settle();
    hanging.transport.close();
    await again;
  });

  it('minds no face that is ready unasked', async () => {
    const fixture = faceFixture();
    const { transport, isClosed } = fixture.rawFace();
    transport.send({ type: 'ready' });
    await settled();
    expect(isClosed()).toBe(false);
  });
});
