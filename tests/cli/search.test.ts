import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToNode } from '../../src/node/index.js';
import { befriend, contactOf, send, type TestNode, untilMessages } from '../../src/testing/node/person.js';
import { Stage } from '../nodes/stage.js';
import { kith } from './fake-shell.js';

const TEXTS = [
  'В лесу родилась Ёлка',
  'елки зелёные',
  'the early boat leaves at six',
  'a boat, early or late',
  'write to ivan.petrov@mail.example',
];

describe('kith search on a node that runs', () => {
  let stage: Stage;
  let alice: TestNode;
  beforeAll(async () => {
    stage = await Stage.open();
    const [first, bob] = await stage.people('Alice', 'Bob');
    alice = first;
    await befriend(alice, bob);
    await contactOf(bob, alice);
    for (const text of TEXTS) await send(bob, alice, text);
    await untilMessages(alice, bob, (rows) => rows.length === TEXTS.length);
  }, 60_000);
  afterAll(() => stage.clear());

  const search = (...words: string[]) =>
    kith(['search', ...words], { access: { connectToNode, resolveHome: () => alice.home.dir } });
  /** The messages found, as they are printed: two spaces before them, and before nothing else but what to type next. */
  const found = async (...words: string[]) =>
    (await search(...words)).out.split('\n').flatMap((line) => /^ {2}(?!kith )(.*)$/u.exec(line)?.[1] ?? []);

  it.each([
    ['"early boat"', ['the early boat leaves at six']],
    ['boat early', ['a boat, early or late', 'the early boat leaves at six']],
    ['boat lea', ['the early boat leaves at six']],
    ['ёлк', ['елки зелёные', 'В лесу родилась Ёлка']],
    ['ЕЛКА', ['В лесу родилась Ёлка']],
    ['ivan.petrov@mail.example', ['write to ivan.petrov@mail.example']],
    ['mail', ['write to ivan.petrov@mail.example']],
    ['petrov', ['write to ivan.petrov@mail.example']],
  ])('finds %s', async (typed, texts) => {
    expect(await found(typed)).toEqual(texts);
  });

  it('finds the person, and only what is in their conversation', async () => {
    expect((await search('bob')).out).toBe('Contact  Bob\n');
    expect(await found('boat', '--in', 'Bob', '--limit', '1')).toEqual(['a boat, early or late']);
  });

  it('leads on to the messages around a hit', async () => {
    const { out } = await search('"early boat"');
    const next = /kith (history Bob --at \S+)/u.exec(out)?.[1]?.split(' ') ?? [];
    const around = await kith(next, { access: { connectToNode, resolveHome: () => alice.home.dir } });
    for (const text of TEXTS) expect(around.out).toContain(text);
  });

  it('says that nothing was found', async () => {
    const { exitCode, out } = await search('zebra');
    expect([exitCode, out]).toEqual([0, 'Nothing was found.\n']);
  });
});
