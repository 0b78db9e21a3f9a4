// Emoji are drawn from the font that comes along, in colour, when there are any.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserStage, hasChromium, type Person } from './browser-stage.js';

const FACE = '😀';
const FLAG = '🇫🇮';
const JOINED = '👩‍🚀';
const HEART = '❤️';

describe.skipIf(!hasChromium('emoji in a real browser'))('an emoji', () => {
  let stage: BrowserStage;
  let person: Person;
  const fetched: URL[] = [];
  beforeAll(async () => {
    stage = await BrowserStage.open();
    person = await stage.person({ name: null });
    person.page.on('request', (request) => fetched.push(new URL(request.url())));
    await person.page.reload();
    await person.page.getByLabel('Your name').waitFor();
    await person.page.evaluate('document.fonts.ready');
  });
  afterAll(() => stage.clear());

  it('costs nothing where there is none', () => {
    expect(fetched.filter(isEmojiFont)).toEqual([]);
  });

  it.each([FACE, FLAG, JOINED, HEART])('%s is one picture in colour', async (emoji) => {
    const drawn = await draw(emoji);
    expect(drawn.coloured).toBeGreaterThan(200);
    expect(drawn.width).toBe((await draw(FACE)).width);
  });

  it('leaves letters and digits to the text font', async () => {
    expect((await draw('1 #*')).coloured).toBe(0);
  });

  it('comes from the window itself, like everything', () => {
    const origin = new URL(person.window.url).origin;
    expect(fetched.some(isEmojiFont)).toBe(true);
    expect(fetched.filter((url) => url.origin !== origin)).toEqual([]);
    expect(person.complaints).toEqual([]);
  });

  /** Width of the text and how many of its pixels are neither grey nor empty, in the font of the window. */
  function draw(text: string): Promise<{ readonly width: number; readonly coloured: number }> {
    return person.page.evaluate(`(async () => {
      const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      context.font = '32px ' + getComputedStyle(document.body).fontFamily;
      await document.fonts.load(context.font, ${JSON.stringify(text)});
      context.fillText(${JSON.stringify(text)}, 4, 40);
      const { data } = context.getImageData(0, 0, 200, 60);
      let coloured = 0;
      for (let at = 0; at < data.length; at += 4) {
        const channels = [data[at], data[at + 1], data[at + 2]];
        if (data[at + 3] > 128 && Math.max(...channels) - Math.min(...channels) > 60) coloured += 1;
      }
      return { width: Math.round(context.measureText(${JSON.stringify(text)}).width), coloured };
    })()`);
  }
});

function isEmojiFont({ pathname }: URL): boolean {
  return /\/assets\/\d+-[^/]+\.woff2$/u.test(pathname);
}
