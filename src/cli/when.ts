// Moments in words, in the owner's time zone.

interface Clock {
  readonly now: () => number;
  readonly timeZone: string | undefined;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `14:05`. */
export function timeOfDay(at: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
}

/** `Monday, 2 March 2026`; also tells days apart. */
export function dayName(at: number, timeZone: string | undefined): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...style, timeZone }).format(at).replace(/^(\w+) /u, '$1, ');
}

/** `just now`, `5 minutes ago`, `3 hours ago`, else the day. */
export function ago(at: number, { now, timeZone }: Clock): string {
  const passed = now() - at;
  if (passed < MINUTE_MS) return 'just now';
  if (passed < HOUR_MS) return `${count(Math.floor(passed / MINUTE_MS), 'minute')} ago`;
  if (passed < DAY_MS) return `${count(Math.floor(passed / HOUR_MS), 'hour')} ago`;
  return `on ${dayName(at, timeZone)}`;
}

/** `now`, `in 12 seconds`, `in 3 minutes`, `in 2 hours`. */
export function until(at: number, { now }: Clock): string {
  const left = at - now();
  if (left <= SECOND_MS) return 'now';
  if (left < MINUTE_MS) return `in ${count(Math.round(left / SECOND_MS), 'second')}`;
  if (left < HOUR_MS) return `in ${count(Math.round(left / MINUTE_MS), 'minute')}`;
  return `in ${count(Math.round(left / HOUR_MS), 'hour')}`;
}

/** `1 message`, `2 messages`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${String(amount)} ${amount === 1 ? noun : plural}`;
}
