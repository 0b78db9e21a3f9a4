// Times and days in words of a language; the only place that formats them. Days change at local midnight.

export interface Dates {
  /** 20:05 */
  time(at: number): string;
  /** Today, yesterday, the day of the week, or the date: for separators. */
  day(at: number, now: number): string;
  /** As short as can be: for lists. */
  short(at: number, now: number): string;
  /** All of it, for tooltips and details. */
  full(at: number): string;
  /** "3 min ago", "in 2 min". */
  relative(at: number, now: number): string;
  number(value: number): string;
  /** "15 min". */
  minutes(count: number): string;
  /** A day, with its year. */
  date(at: number): string;
  /** Of a file or a table: "1.2 MB". */
  size(bytes: number): string;
  /** Of a share between 0 and 1, never more than is true: "52%". */
  percent(share: number): string;
  /** Roughly: "40 sec", "3 min", "2 hr". */
  duration(seconds: number): string;
}

const DAY_MS = 86_400_000;
const cached = new Map<string, Dates>();

export function datesIn(language: string): Dates {
  const known = cached.get(language) ?? createDates(language);
  cached.set(language, known);
  return known;
}

/** Calendar days from the day of `at` to the day of `now`. */
export function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

export function midnight(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

function createDates(language: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'long' });
  const shortWeekday = format({ weekday: 'short' });
  const dayMonth = format({ day: 'numeric', month: 'long' });
  const shortDate = format({ day: 'numeric', month: 'short' });
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const numericDate = format({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const full = format({ dateStyle: 'full', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const short = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  const isSameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear();
  return {
    time: (at) => time.format(at),
    day: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0 || days === 1) return capital(relative.format(-days, 'day'), language);
      if (days > 1 && days < 7) return capital(weekday.format(at), language);
      return isSameYear(at, now) ? dayMonth.format(at) : date.format(at);
    },
    short: (at, now) => {
      const days = daysBetween(at, now);
      if (days <= 0) return time.format(at);
      if (days < 7) return shortWeekday.format(at);
      return isSameYear(at, now) ? shortDate.format(at) : numericDate.format(at);
    },
    full: (at) => full.format(at),
    relative: (at, now) => relativeIn(short, at - now),
    number: (value) => number.format(value),
    minutes: (count) => minutes.format(count),
    date: (at) => date.format(at),
    size: (bytes) => sizeIn(language, bytes),
    percent: (share) => percent.format(Math.floor(share * 100) / 100),
    duration: (seconds) => durationIn(language, seconds),
  };
}

const UNITS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

function relativeIn(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  for (const [unit, lengthMs] of UNITS) {
    if (Math.abs(differenceMs) >= lengthMs) return format.format(Math.trunc(differenceMs / lengthMs), unit);
  }
  return format.format(0, 'second');
}

function durationIn(language: string, seconds: number): string {
  const [unit, value] =
    seconds < 60
      ? (['second', seconds] as const)
      : seconds < 3_600
        ? (['minute', Math.round(seconds / 60)] as const)
        : (['hour', Math.round(seconds / 3_600)] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Number and unit stay on one line. */
function sizeIn(language: string, bytes: number): string {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  const unit = SIZES[step] ?? 'byte';
  const maximumFractionDigits = step > 1 && value < 100 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // The short word for bytes has no plural in English.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits,
  })
    .format(value)
    .replaceAll(' ', '\u00a0');
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
