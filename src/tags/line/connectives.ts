/** Small words that couple the sides of a venture: "with", "of", "and", and where a place follows instead. */

// German, English and the Romance languages share one pattern wherever such words are read; these have their own, as
// "di" is "of" in Italian and "in" in Indonesian. Turkish and Hungarian put the sides before the venture.
interface Words {
  readonly with: string;
  readonly of: string;
  readonly and: string;
  readonly place: string;
  /** "with" as an ending of the name: BYD-vel. */
  readonly ending?: string;
  /** "and" is written together with the name behind it. */
  readonly joined?: boolean;
}

const WORDS: Readonly<Record<string, Words>> = {
  ar: {
    with: 'مع|بالاشتراك مع|بالتعاون مع|بالشراكة مع',
    of: 'بين|من',
    and: 'و',
    place: 'إلى|على|عبر|في|لإنتاج|لتصنيع|لتطوير|لصناعة',
    joined: true,
  },
  cs: {
    with: 's|se|spolu s|spolu se|společně s|společně se',
    of: 'mezi|od',
    and: 'a|i|a také',
    place: 'do|na|pro|u|v|ve|z',
  },
  hu: {
    with: 'együtt|közösen',
    of: '',
    and: 'és|valamint',
    place: '',
    ending: '-(?:\\p{L}{1,2})?[ae]l',
  },
  id: {
    with: 'dengan|bersama',
    of: 'antara',
    and: 'dan|serta',
    place: 'di|pada|untuk|yang',
  },
  ms: {
    with: 'dengan|bersama|bersama-sama',
    of: 'antara',
    and: 'dan|serta',
    place: 'bagi|di|pada|untuk|yang',
  },
  nl: {
    with: 'met|samen met',
    of: 'tussen|van',
    and: 'en',
    place: 'in|op|te|voor',
  },
  pl: {
    with: 'z|ze|wraz z|razem z',
    of: 'między|pomiędzy',
    and: 'i|oraz|a',
    place: 'do|na|w|we',
  },
  ro: {
    with: 'cu|alături de|împreună cu',
    of: 'a|ai|al|ale|dintre|între',
    and: 'iar|precum și|și|şi',
    place: 'din|la|lângă|pe|pentru|în',
  },
  ru: {
    with: 'с|со|вместе с|совместно с',
    of: 'между',
    and: 'и|а также',
    place: 'в|во|для|на|по',
  },
  sv: {
    with: 'med|ihop med|tillsammans med',
    of: 'av|mellan',
    and: 'och|samt',
    place: 'för|i|på|som|till|vid',
  },
  tr: {
    with: 'ile|birlikte',
    of: '',
    and: 've|ile',
    place: '',
  },
  vi: {
    with: 'với|cùng|cùng với',
    of: 'của|giữa',
    and: 'và|cùng',
    place: 'cho|nhằm|tại|để|ở',
  },
};

export interface Connectives {
  /** What stands between the venture and its owners; null where those come first. */
  readonly chain: RegExp | null;
  /** Ends the owners: a stop, or a word before a place or purpose. */
  readonly stop: RegExp;
  readonly firmWith: RegExp;
  readonly firmOf: RegExp;
  readonly and: RegExp;
  readonly with: RegExp;
  readonly between: RegExp;
}

// "a plant with technology of CATL"
const NO_PARTNER = 'batter|bateri|công ngh|giấy phép|lisens|licen|technolog|teknolog|батаре|лиценз|технолог';
const NEVER = /(?!)/u;

function connectives(by: Words): Connectives {
  const { with: together, of, and, place } = by;
  const one = (pattern: string): RegExp => new RegExp(pattern, 'iu');
  const within = `(?<!\\p{L})(?:${together})(?!\\p{L})`;
  const coupling = `(?:${and}|${together})`;
  return {
    chain: of === '' ? null : one(`^[\\s,]*(?:${together}|${of})\\s`),
    stop: one(`[;:,]\\s|\\.\\s${place === '' ? '' : `|\\s(?:${place})\\s`}`),
    firmWith: one(`^\\s(?:${together})\\s(?!\\p{L}*(?:${NO_PARTNER}))[^,;.]{0,24}$`),
    firmOf: of === '' ? NEVER : one(`^\\s(?:${of})\\s(?:\\S{1,12}\\s)?$`),
    and: one(`^\\s(?:${and})${by.joined === true ? '\\s?' : '\\s'}(?:\\S{1,12}\\s)?$`),
    with: one(by.ending === undefined ? within : `${within}|${by.ending}(?!\\p{L})`),
    between: one(`^[»”"']?\\s*(?:,?\\s*(?:${coupling}))\\s*\\S{0,12}\\s*$`),
  };
}

const TABLE: ReadonlyMap<string, Connectives> = new Map(
  Object.entries(WORDS).map(([language, words]) => [language, connectives(words)]),
);

/** The language's own patterns; undefined for those that share one. */
export function connectivesOf(language: string | null): Connectives | undefined {
  return TABLE.get(language ?? '');
}
