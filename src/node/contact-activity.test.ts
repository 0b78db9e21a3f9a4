import { beforeEach, describe, expect, it } from 'vitest';
import type { NodeId } from '../base/ids.js';
import type { PrivacySettings } from '../contract/values.js';
import type { Activity } from '../protocol/activity-codec.js';
import { type ManualTimers, manualTimers } from '../testing/network/manual-timers.js';
import { ContactActivity } from './contact-activity.js';

const BOB = 'b0'.repeat(32) as NodeId;
const BOBS_ID = 'b0b';
const LINK = 7;
const ALL: PrivacySettings = { receipts: true, typing: true, presence: true };
const NONE: PrivacySettings = { receipts: false, typing: false, presence: false };

const says = (part: Partial<Activity>): Activity => ({
  tellsTyping: true,
  tellsPresence: true,
  typing: false,
  presence: null,
  ...part,
});

describe("Alice's node", () => {
  let timers: ManualTimers;
  let alice: ContactActivity;
  let isApproved: boolean;
  let isFull: boolean;
  let changes: number;
  let sent: { readonly linkId: number; readonly activity: Activity }[];
  beforeEach(() => {
    timers = manualTimers();
    [isApproved, isFull, changes, sent] = [true, false, 0, []];
    alice = new ContactActivity(timers, {
      approvedIdOf: (nodeId) => (isApproved && nodeId === BOB ? BOBS_ID : null),
      send: (linkId, activity) => {
        if (!isFull) sent.push({ linkId, activity });
        return !isFull;
      },
      changed: () => {
        changes++;
      },
    });
    alice.setPrivacy(ALL);
  });

  const last = () => sent.at(-1)?.activity;

  /** Bob is there and takes part in all. */
  function meet(): void {
    alice.linkUp(BOB, LINK, 5);
    alice.greeted(BOB, LINK);
    alice.frame(BOB, LINK, says({ presence: 'away' }));
  }

  it('says what she takes part in once Bob said where he stands, and the rest when he takes part, too', () => {
    alice.linkUp(BOB, LINK, 5);
    expect(sent).toEqual([]);
    alice.greeted(BOB, LINK);
    expect(sent).toEqual([{ linkId: LINK, activity: says({}) }]);
    alice.frame(BOB, LINK, says({ presence: 'away' }));
    expect(last()).toEqual(says({ presence: 'away' }));
    expect(alice.rows()).toEqual([{ id: BOBS_ID, typing: false, presence: 'away' }]);
  });

  it('says when she types, and that she stopped without being told', () => {
    meet();
    alice.setTyping(BOB, true);
    expect(last()).toMatchObject({ typing: true });
    timers.advance(3_000);
    alice.setTyping(BOB, true);
    timers.advance(5_999);
    expect(last()).toMatchObject({ typing: true });
    timers.advance(1);
    expect(last()).toMatchObject({ typing: false });
    const count = sent.length;
    timers.advance(3_600_000);
    expect(sent).toHaveLength(count);
  });

  it('says that she is there while she uses it, and after three minutes that she is away', () => {
    meet();
    alice.used();
    expect(last()).toMatchObject({ presence: 'active' });
    timers.advance(179_999);
    expect(last()).toMatchObject({ presence: 'active' });
    timers.advance(1);
    expect(last()).toMatchObject({ presence: 'away' });
  });

  it('stops showing that Bob types when nothing comes from him any more', () => {
    meet();
    alice.frame(BOB, LINK, says({ typing: true }));
    expect(alice.rows()).toMatchObject([{ typing: true }]);
    const before = changes;
    timers.advance(10_000);
    expect(alice.rows()).toEqual([]);
    expect(changes).toBeGreaterThan(before);
  });

  it('says and shows nothing while all is off', () => {
    alice.setPrivacy(NONE);
    meet();
    alice.setTyping(BOB, true);
    alice.used();
    alice.frame(BOB, LINK, says({ typing: true, presence: 'active' }));
    timers.advance(60_000);
    expect(sent).toEqual([]);
    expect(alice.rows()).toEqual([]);
  });

  it('takes back what she said when she switches it off', () => {
    meet();
    alice.setTyping(BOB, true);
    alice.setPrivacy(NONE);
    expect(last()).toEqual({ tellsTyping: false, tellsPresence: false, typing: false, presence: null });
    expect(alice.rows()).toEqual([]);
  });

  it('says nothing behind a locked screen, after taking everything back', () => {
    meet();
    alice.setTyping(BOB, true);
    alice.used();
    alice.setLocked(true);
    expect(last()).toEqual({ tellsTyping: false, tellsPresence: false, typing: false, presence: null });
    const count = sent.length;
    alice.frame(BOB, LINK, says({ typing: true }));
    alice.linkUp(BOB, LINK + 1, 5);
    alice.greeted(BOB, LINK + 1);
    alice.setPrivacy(ALL);
    timers.advance(600_000);
    expect(sent).toHaveLength(count);
    alice.setLocked(false);
    expect(sent.slice(count)).toEqual([{ linkId: LINK + 1, activity: says({}) }]);
  });

  it('says and shows nothing before the contact is approved, and then what is true', () => {
    isApproved = false;
    meet();
    alice.setTyping(BOB, true);
    expect(sent).toEqual([]);
    expect(alice.rows()).toEqual([]);
    isApproved = true;
    alice.contactChanged(BOB);
    expect(sent).toEqual([{ linkId: LINK, activity: says({ typing: true, presence: 'away' }) }]);
    expect(alice.rows()).toEqual([{ id: BOBS_ID, typing: false, presence: 'away' }]);
  });

  it('says nothing more to a contact whose key is in doubt, and shows nothing of them', () => {
    meet();
    const count = sent.length;
    isApproved = false;
    alice.contactChanged(BOB);
    alice.setTyping(BOB, true);
    alice.frame(BOB, LINK, says({ typing: true, presence: 'active' }));
    expect(alice.rows()).toEqual([]);
    timers.advance(60_000);
    expect(sent).toHaveLength(count);
  });

  it('says nothing to a node of an earlier version', () => {
    alice.linkUp(BOB, LINK, 4);
    alice.greeted(BOB, LINK);
    alice.setTyping(BOB, true);
    expect(sent).toEqual([]);
  });

  it('keeps nothing for later: a link that takes nothing hears what is true when it does', () => {
    meet();
    const count = sent.length;
    isFull = true;
    alice.setTyping(BOB, true);
    timers.advance(2_999);
    alice.setTyping(BOB, false);
    isFull = false;
    timers.advance(600_000);
    expect(sent).toHaveLength(count);
  });

  it('forgets with the link what was said on it, and begins anew on the next', () => {
    meet();
    alice.frame(BOB, LINK, says({ typing: true, presence: 'active' }));
    alice.linkDown(BOB, LINK);
    expect(alice.rows()).toEqual([]);
    const count = sent.length;
    alice.linkUp(BOB, LINK + 1, 5);
    alice.greeted(BOB, LINK + 1);
    expect(sent.slice(count)).toEqual([{ linkId: LINK + 1, activity: says({}) }]);
  });

  it('does not hear the end of a link that was replaced', () => {
    meet();
    alice.linkUp(BOB, LINK + 1, 5);
    alice.linkDown(BOB, LINK);
    alice.greeted(BOB, LINK + 1);
    expect(sent.at(-1)?.linkId).toBe(LINK + 1);
  });

  it('waits for nothing once it stopped', () => {
    meet();
    alice.setTyping(BOB, true);
    alice.stop();
    expect(timers.waiting).toBe(0);
  });
});
