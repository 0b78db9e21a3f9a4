// How often a chat is drawn and what is laid out anew: a terminal must take Ctrl+C whatever a contact writes.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { at, chatting, openChat } from './chatting.js';
import { message } from './people.js';
import { until } from './until.js';

const FRAME = '\u001b[?25l\u001b[H';

describe('a chat on a terminal', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const chat = async (texts: readonly string[]) => {
    const node = chatting();
    node.rows.messages = texts.map((text, index) => message(text, at(index + 10)));
    return { node, ...(await openChat(node, '', texts.at(-1) ?? '')) };
  };
  const framesIn = (text: string) => text.split(FRAME).length - 1;

  it('is drawn once for all keys that come at once', async () => {
    const { terminal, leave } = await chat(['Hello']);
    const before = terminal.out.text.length;
    terminal.shell.input.push('fifty keys that come in one piece, as a paste does');
    await until(() => terminal.out.text.length > before);
    const drawn = terminal.out.text.slice(before);
    expect(framesIn(drawn)).toBe(1);
    expect(drawn).toContain('> fifty keys that come in one piece, as a paste does');
    await leave();
  });

  it('is not drawn while a paste is on its way', async () => {
    const { terminal, leave } = await chat(['Hello']);
    const before = terminal.out.text.length;
    for (const part of ['\u001b[200~one ', 'two ', 'three\u001b[201~']) {
      terminal.shell.input.push(part);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => terminal.out.text.slice(before).includes('> one two three'));
    expect(framesIn(terminal.out.text.slice(before))).toBe(1);
    await leave();
  });

  it('lays out no message again for a key, nor for the next message', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `line-${String(index)}-of-many`);
    const { node, terminal, leave } = await chat(texts);
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const before = terminal.out.text.length;
    terminal.shell.input.push('x');
    await until(() => terminal.out.text.slice(before).includes('> x'));
    node.addRows('messages', [message('the newest', at(90))]);
    await until(() => terminal.out.text.slice(before).includes('the newest'));
    const laidOut = segment.mock.calls.map(([text]) => text);
    expect(laidOut.some((text) => text.includes('line-59-of-many'))).toBe(true);
    expect(laidOut.filter((text) => text.includes('line-3-of-many'))).toEqual([]);
    await leave();
  });
});
