// How a command is written where one is suggested, in one place: in a clone `npx kith`, where it is installed `kith`, with the
// home when it is not the usual one. On the home screen, a key does what a command would.

interface Invocation {
  /** Set by npm when it runs the program: `npx kith` and `npm start`. */
  readonly npmCommand: string | undefined;
  /** The directory given with --home. */
  readonly home: string | undefined;
  /** All of them, without the program's name. */
  readonly args: readonly string[];
}

/** What the home screen does by itself. */
const THERE: Readonly<Record<string, string>> = {
  'add ADDRESS': '`a` on the home screen',
  contacts: 'the home screen',
  id: '`i` on the home screen',
  requests: '`r` on the home screen',
  status: '`s` on the home screen',
};

let programName = 'kith';
let homeFlag = '';
let starter = 'kith node';
let isOnHomeScreen = false;

/** Once for each run of the command line, before anything is said. */
export function calledAs({ npmCommand, home, args }: Invocation): void {
  programName = npmCommand === undefined ? 'kith' : 'npx kith';
  homeFlag = home === undefined ? '' : ` --home ${asArgument(home)}`;
  starter = npmCommand === 'start' ? npmStart(args) : `${programName} ${starting(args)}`;
  isOnHomeScreen = false;
}

/** From here on hints are for somebody who looks at the home screen. */
export function onHomeScreen(): void {
  isOnHomeScreen = true;
}

/** A command as the person can do it: `npx kith unlock` for 'unlock', beside the home screen its key for 'requests'. */
export function hint(command: string): string {
  const there = isOnHomeScreen ? THERE[command] : undefined;
  return there ?? `\`${typed(command)}\``;
}

/** As `hint` for a terminal and without quotes. */
export function typed(command: string): string {
  return `${programName} ${command}${homeFlag}`;
}

/** The command that starts the node with this flag, as it was typed to start this one. */
export function startedWith(flag: string): string {
  return `\`${starter} ${flag}${homeFlag}\``;
}

/** `npm start` makes `start` of what is typed for the terminal. */
function npmStart([command]: readonly string[]): string {
  return command === 'start' ? 'npm start -- --terminal' : 'npm start --';
}

function starting(args: readonly string[]): string {
  if (args[0] === 'start') return 'start';
  return args.includes('--ui') ? 'node --ui' : 'node';
}

/** As `typed` without the home, for examples and for what somebody else types. */
export function example(command: string): string {
  return `${programName} ${command}`;
}

/** A name or path as one word of a shell. */
export function asArgument(text: string): string {
  return /^[\p{L}\p{N}._/~:@+-]+$/u.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`;
}
