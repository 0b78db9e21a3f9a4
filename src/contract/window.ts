// What a shell and the window agree on besides the contract: what the page may load, and the desktop's bridge.

/** What a page may use besides the files of its own origin. */
export interface WindowSources {
  /** Where it may open connections to. */
  readonly connect: readonly string[];
  /** The address sounds and films of files stand under. */
  readonly media: string;
}

/** Content security policy of the window in a browser. */
export function windowPolicy({ connect, media }: WindowSources): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    `media-src ${media}`,
    "font-src 'self'",
    ['connect-src', "'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    // No policy of any name: nothing in the window turns text into code.
    "trusted-types 'none'",
  ].join('; ');
}
