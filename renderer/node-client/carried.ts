// What a page leaves to the one that begins anew in its place, while its node is locked: what the node has not taken and would
// be lost else. In memory alone, where nobody else looks, and read as strictly as anything from outside.

export interface CarriedParts {
  readonly drafts: unknown;
  readonly captions: unknown;
  readonly outgoing: unknown;
}

/** What the page before left, which is then left to nobody else. The name of a page stays with it when it is loaded anew. */
export function takeCarried(page: { name: string }): CarriedParts {
  const left = page.name;
  page.name = '';
  try {
    const [drafts, captions, outgoing] = entriesIn(JSON.parse(left), isAnything);
    return { drafts, captions, outgoing };
  } catch {
    return { drafts: [], captions: [], outgoing: [] };
  }
}

export function leaveCarried(page: { name: string }, { drafts, captions, outgoing }: CarriedParts): void {
  page.name = JSON.stringify([drafts, captions, outgoing]);
}

/** Those that are what they should be, of what may be anything. */
export function entriesIn<Entry>(carried: unknown, is: (value: unknown) => value is Entry): readonly Entry[] {
  return Array.isArray(carried) ? carried.filter(is) : [];
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAnything(value: unknown): value is unknown {
  return value !== undefined;
}
