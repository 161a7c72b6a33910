/** Finds the time of day in what is left of a date text. */

export interface FoundTime {
  /** Since midnight; 24:00 is a whole day. */
  readonly milliseconds: number;
  /** The text after the time, where its zone is. */
  readonly after: string;
}

const HALF_DAY = 12;

/** How times are written, the surest form first: each captures hours and, if it has them, minutes, seconds, fraction. */
const FORMS: readonly RegExp[] = [
  /(?<!\d|\d:)(\d{1,2}):(\d{2}|\d(?=:\d))(?::(\d{1,2})(?:[.,:](\d{1,9}))?)?(?!\d)/,
  /(?<=\bt)(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?(?!\d)/,
  /(?<![\d:])(\d{1,2}) ?[时時点點시] ?(?:(\d{1,2}) ?[分분](?: ?(\d{1,2}) ?[秒초])?)?/,
  /(?<![\d:])(\d{1,2}) ?h(?: ?(\d{2})(?: ?min)?)?(?![a-z\d])/,
  /(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])/,
  /(?<![\d.:])(\d{1,2})(?= ?(?:uhr|[ap]\.? ?m|pagi|petang|malam|tengah ?hari)\b)/,
];

/** PM before the hour is Korean usage, too. AM is not read there: "am" is a German word. */
const AFTERNOON_BEFORE = /(?:下午|午後|午后|傍晚|夕方|오후|\bp\.?m\.?)\s?$/;
/** With these, twelve o'clock is midnight, not noon. */
const NIGHT_BEFORE = /(?:晚[上间間]?|夜[里间間]?|밤|저녁)\s?$/;
const NOON_BEFORE = /中午\s?$/;
const MORNING_BEFORE = /(?:上午|午前|早上|凌晨|오전)\s?$/;
/** After the time: am and pm in English, Spanish, Greek, Malay and Arabic, pm in Vietnamese. */
const HALF_AFTER =
  /^ ?(?:([ap])\.? ?m\b\.?|(π|μ)\.?μ\b\.?|(c)h\b|(pagi|petang|malam|tengah ?hari)\b|(?:(م|مساءا?|ظهرا?|عصرا?|بعد الظهر)|(ص|صباحا?|فجرا?))(?!\p{L})\.?)/u;

/** 8点半, 2시 반: half past; not 半年 (half a year), 半岛 (peninsula) or 반도체 (semiconductor) after an hour. */
const HALF_PAST = /(?<=\d ?[时時点點시]) ?(?:半(?![年导導岛島])|반(?!\p{L}))/u;

/** Null when there is no time, or only an impossible one. */
export function findTime(text: string): FoundTime | null {
  const rest = text.replace(HALF_PAST, '30分');
  for (const form of FORMS) {
    const match = form.exec(rest);
    if (match === null) continue;
    const [, hours = '', minutes = '0', seconds = '0', fraction = '0'] = match;
    const before = rest.slice(0, match.index);
    const after = rest.slice(match.index + match[0].length);
    const half = HALF_AFTER.exec(after);
    const hour = onTheClock(Number(hours), before, halfOf(half));
    const milliseconds = duration(hour, Number(minutes), Number(seconds), fraction);
    const zone = after.slice(half?.[0].length ?? 0).replace(/^ ?(?:uhr|hrs|h)\b/, '');
    return milliseconds === null ? null : { milliseconds, after: zone };
  }
  return null;
}

/** The first letter of am or pm, `n` for what Malay calls night. */
function halfOf(match: RegExpExecArray | null): string | undefined {
  const [, latin, greek, vietnamese, malay, after, before] = match ?? [];
  if (malay !== undefined) return malay === 'pagi' ? 'a' : malay === 'malam' ? 'n' : 'p';
  if (after !== undefined) return 'p';
  return before === undefined ? (latin ?? greek ?? vietnamese) : 'a';
}

/** The hour on the 24-hour clock; `half` is the first letter of am or pm, or `n`: 8 at night is 20, 12 at night is 0. */
function onTheClock(hour: number, before: string, half: string | undefined): number {
  if (hour > HALF_DAY) return hour;
  if (NIGHT_BEFORE.test(before)) return hour < 4 ? hour : hour + HALF_DAY;
  if (half === 'n') return hour === HALF_DAY ? 0 : hour + HALF_DAY;
  if (half === 'p' || half === 'μ' || half === 'c' || AFTERNOON_BEFORE.test(before))
    return (hour % HALF_DAY) + HALF_DAY;
  if (half === 'a' || half === 'π' || MORNING_BEFORE.test(before)) return hour % HALF_DAY;
  // One or two o'clock "at noon" is after it, eleven is before.
  return NOON_BEFORE.test(before) && hour <= 3 ? hour + HALF_DAY : hour;
}

function duration(hour: number, minute: number, second: number, fraction: string): number | null {
  // 24:00 is the end of a day and :60 a leap second.
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}
