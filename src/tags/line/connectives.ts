/** Connectives: small words such as "with", "of" and "and" that link a venture to its sides, and the sides to one another. */

/** Each a list of alternatives for a regular expression, without the group around them. */
interface Words {
  readonly with: string;
  /** Empty in Turkish and Hungarian, which put the sides before the venture. */
  readonly of: string;
  readonly and: string;
  /** Prepositions of a place or purpose: a list of sides ends before them. */
  readonly place: string;
  /** "with" as a suffix of the name: BYD-vel. */
  readonly ending?: string;
  /** True where "and" is written together with the name after it. */
  readonly joined?: boolean;
}

// German, English, Spanish, French, Italian and Portuguese share one pattern, which is kept where it is used. These
// languages have their own, because the same word may mean something else: "di" is "of" in Italian and "in" in Indonesian.
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
  /** Leads from the venture to the list of its owners after it: "joint venture | of | X and Y"; null where they come first. */
  readonly chain: RegExp | null;
  /** Ends the list of owners: punctuation, or a preposition of a place or purpose. */
  readonly stop: RegExp;
  /** All that stands between a firm and a partner after it: "a plant | with | BYD". */
  readonly firmWith: RegExp;
  /** All that stands between a firm and the first of its owners: "a company | of | Geely and CATL". */
  readonly firmOf: RegExp;
  /** All that stands between those two owners. */
  readonly and: RegExp;
  /** "with", anywhere in a sentence. */
  readonly with: RegExp;
  /** All that stands between two sides that act together: "X | and | Y", "X | with | Y". */
  readonly between: RegExp;
}

// "a plant with technology of CATL": what follows "with" is no partner.
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

/** The language's own patterns; undefined for the languages that share one. */
export function connectivesOf(language: string | null): Connectives | undefined {
  return TABLE.get(language ?? '');
}
