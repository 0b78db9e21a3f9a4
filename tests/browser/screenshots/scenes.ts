// Who is at home in the screenshots.

import type { Page } from 'playwright-core';
import type { BrowserStage } from '../browser-stage.js';
import { ask, befriend, clientOf, converse, resident } from '../neighbourhood.js';

/** The windows the screens are taken of. */
export type Scenes = Readonly<
  Record<'stranger' | 'locked' | 'leaver' | 'newcomer' | 'alice' | 'pending', Page>
>;

export async function prepareScenes(stage: BrowserStage): Promise<Scenes> {
  const stranger = await stage.person({ name: null });
  const locked = await stage.person({ name: 'Dora' });
  const newcomer = await resident(stage, 'Emil');
  const alice = await resident(stage, 'Alice Lindqvist');
  const bob = await resident(stage, 'Bob Stone');
  const zoe = await resident(stage, 'Зоя Ёлкина');
  const leaver = await resident(stage, 'Gustav');
  await clientOf(leaver).call('lockScreen', {});
  const pending = await resident(stage, 'Frank');
  await befriend(alice, zoe);
  await befriend(alice, bob);
  await converse({ Alice: alice, Zoe: zoe }, [
    'Zoe: Привет! Как переезд?',
    'Alice: Ящики везде. Но окна на юг 🌞',
    'Zoe: 🎉',
  ]);
  await converse({ Alice: alice, Bob: bob }, [
    'Bob: Are we really doing this without a server?',
    'Alice: We are.',
    'Alice: Your node, my node, nothing in between. The notes from Thursday are at https://example.org/notes/thursday, tell me what you think.',
    'Bob: That is wonderful. I read them on the train and have three questions:\n1. Who brings the projector?\n2. Do we start at eight or at half past?\n3. May I bring my sister?',
    'Alice: Me, eight, yes of course.',
    'Bob: 👍',
    'Bob: See you on Thursday then',
  ]);
  await ask(newcomer, alice, 'We met at the choir on Tuesday.');
  await ask(pending, bob);
  await clientOf(bob).call('status', {});
  return {
    stranger: stranger.page,
    locked: locked.page,
    leaver: leaver.page,
    newcomer: newcomer.page,
    alice: alice.page,
    pending: pending.page,
  };
}
