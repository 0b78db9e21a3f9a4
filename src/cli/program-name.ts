// How this program is called where it is shown how to call it: in a clone `npx kith`, where it is installed `kith`, and with
// the home when it is not the usual one.

interface Invocation {
  /** Set by npm when it runs the program: `npx kith` and `npm start`. */
  readonly npmCommand: string | undefined;
  /** The directory given with --home. */
  readonly home: string | undefined;
}

let programName = 'kith';
let homeFlag = '';

/** Once for each run of the command line, before anything is said. */
export function calledAs({ npmCommand, home }: Invocation): void {
  programName = npmCommand === undefined ? 'kith' : 'npx kith';
  homeFlag = home === undefined ? '' : ` --home ${/^[\w./~-]+$/u.test(home) ? home : `'${home}'`}`;
}

/** A command as the person can type it, in backquotes: `npx kith unlock` for 'unlock'. */
export function hint(command: string): string {
  return `\`${programName} ${command}${homeFlag}\``;
}

/** As `hint` without quotes and home, for examples. */
export function example(command: string): string {
  return `${programName} ${command}`;
}
