// Which addresses may leave the app, and what of them a person has to see before.

const SCHEMES = new Set(['https:', 'http:', 'mailto:']);

export interface OutsideLink {
  /** As it is handed to the system. */
  readonly url: string;
  /** Where it leads: the whole host as it is looked up (punycode) with its port, or the mail address. */
  readonly destination: string;
}

/** Undefined for what no click may open: files, programs, other schemes, and names before the host that hide it. */
export function outsideLink(text: string): OutsideLink | undefined {
  const url = parsed(text);
  if (url === undefined || !SCHEMES.has(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const destination = url.protocol === 'mailto:' ? url.pathname : url.host;
  return destination === '' ? undefined : { url: url.href, destination };
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
