import { beforeEach, describe, expect, it } from 'vitest';
import { OwnActivity } from './own-activity.js';

describe('what the owner does in a chat', () => {
  let now: number;
  let told: string[];
  let activity: OwnActivity;
  beforeEach(() => {
    now = 0;
    told = [];
    const noteTyping = (isTyping: boolean) => told.push(isTyping ? 'types' : 'stopped');
    const noteUse = () => told.push('used');
    activity = new OwnActivity(
      () => now,
      () => ({ noteTyping, noteUse }),
    );
  });

  it('is said once while it goes on, and again before the node forgets it', () => {
    for (; now <= 6_000; now += 500) activity.wrote('Hel');
    expect(told).toEqual(['types', 'types', 'types']);
  });

  it('ends with the text, and is said at once when it begins anew', () => {
    activity.wrote('H');
    activity.wrote('');
    activity.wrote('');
    activity.wrote('N');
    expect(told).toEqual(['types', 'stopped', 'types']);
  });

  it('says nothing of a text that was not there, nor of commands', () => {
    for (const text of ['', '/', '/help', '']) activity.wrote(text);
    expect(told).toEqual([]);
  });

  it('says of keys once a minute that they are used', () => {
    for (; now <= 60_000; now += 20_000) activity.touched();
    expect(told).toEqual(['used', 'used']);
  });
});
