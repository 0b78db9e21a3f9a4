// What a shell and the window agree on besides the contract: what the page may load, and the desktop's bridge.

/**
 * Content security policy of the window, the same in every shell.
 * @param connect sources the page may open connections to besides its own origin
 */
export function windowPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
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
