// Links in a text, with the host they really lead to. Nothing else of a text becomes anything.

import { linkifyit } from 'linkify-it';

export interface LinkPart {
  readonly text: string;
  /** Absolute, of an allowed scheme; undefined: plain text. */
  readonly href?: string;
  /** Where a link leads when its text does not say so plainly: the host in ASCII. */
  readonly host?: string;
}

const ALLOWED = new Set(['http:', 'https:', 'mailto:', 'kith:']);
const finder = linkifyit({ fuzzyEmail: true, fuzzyIP: false, fuzzyLink: true }).add('kith:', {
  validate: (text: string, at: number) =>
    /^\/\/add\/[\w.:[\]-]*(?:\?id=kith1[0-9a-z]+)?/u.exec(text.slice(at))?.[0].length ?? 0,
});
finder.add('ftp:', null).add('//', null);

export function linkedText(text: string): readonly LinkPart[] {
  const parts: LinkPart[] = [];
  let end = 0;
  for (const { index, lastIndex, url } of finder.match(text) ?? []) {
    const link = checkedLink(url);
    if (!link) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    const shown = text.slice(index, lastIndex);
    parts.push({ text: shown, href: link.href, ...(saysHost(shown, link) ? {} : { host: link.host }) });
    end = lastIndex;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The address in its normal form, or undefined for anything that is not to be opened. */
export function checkedLink(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const link = new URL(url);
  return ALLOWED.has(link.protocol) && link.username === '' && link.password === '' ? link : undefined;
}

function saysHost(shown: string, { host, protocol }: URL): boolean {
  return !protocol.startsWith('http') || shown.toLowerCase().includes(host);
}
