// Links of the app itself, as the system hands them over: among the arguments of a start.

export const LINK_SCHEME = 'kith';
const LONGEST = 4_096;

/** The first `kith:` link among the arguments. What it means is decided where all links are read. */
export function deepLinkIn(args: readonly string[]): string | undefined {
  return args.find((arg) => /^kith:[!-~]+$/iu.test(arg) && arg.length <= LONGEST);
}
