/** Whether a noun is definite, and so means something already known: "the venture", "their company". */
import type { Line, Place, Reading } from './line.ts';

const DEFINITE: Readonly<Record<string, RegExp>> = {
  // The article is a prefix of the noun.
  ar: /(?:^|[^\p{L}])[وف]?(?:[بك]?ال|لل)$/u,
  cs: determined(
    'jeho|jejich|její\\p{L}*|současn\\p{L}+|stávajíc\\p{L}+|svém?|svého|svou|svůj|svým|ta|tato|ten|tento|této|tohoto|tomto|tuto|tímto',
  ),
  de: determined('das|die|der|dem|des|ihr\\p{L}*|sein\\p{L}*|dies\\p{L}*'),
  en: determined('the|its|their|this|that|his|our'),
  es: determined('la|el|su|esta|este'),
  fr: determined('la|le|sa|leur|cette|son'),
  hu: determined('az?|ez az?|e'),
  it: determined('la|il|lo|sua|loro|questa'),
  nl: determined('de|het|hun|deze|die|dit|dat|zijn|haar'),
  pl: determined('ich|istniejąc\\p{L}+|jego|jej|obecn\\p{L}+|swoj\\p{L}+|swą|ta|tej|tę'),
  pt: determined('a|o|sua|esta|essa'),
  ro: determined('această|acestei|acest|acestui|noua|noii|actuala|actualei'),
  ru: determined('действующ\\p{L}+|их|нынешн\\p{L}+|сво\\p{L}+|существующ\\p{L}+|эт\\p{L}+'),
  sv: determined('de|den|denna|deras|dess|det|detta|nuvarande|sin|sina|sitt'),
  tr: determined('bu|mevcut'),
  zh: /(?:该|這家|这家|其)$/u,
  ja: /(?:同|この)$/u,
  ko: /이\s?$/u,
};
/** For languages that put determiners after the noun. */
const DEFINITE_BEHIND: Readonly<Record<string, RegExp>> = {
  ms: /^(?:nya|\s(?:berkenaan|ini|itu|mereka|sedia ada|tersebut))(?!\p{L})/u,
  th: /^(?:แห่ง)?(?:นี้|นั้น|ดังกล่าว|เดิม)|^ของ(?:ทั้งสอง|ตน)/u,
};

// For languages that mark a noun as definite by its ending: "societatea mixtă", not "o societate mixtă".
const DEFINITE_FORM: Readonly<Record<string, RegExp>> = {
  // A possessive suffix: "their joint venture".
  ar: /^(?:مشروع|شركت|كيان|مصنع|تحالف)(?:ها|ه|هما|هم)(?!\p{L})/u,
  ms: /^usaha ?samanya(?!\p{L})/iu,
  ro: /^(?:compania|companiei|firma|firmei|întreprinderea|întreprinderii|societatea|societății|fabrica|fabricii|uzina|uzinei|asocierea|entitatea|joint[- ]venture-ul\p{L}*)(?!\p{L})/iu,
};
/** UTF-16 units before the noun in which its determiner is looked for. */
const NOUN_PHRASE = 40;

/** A text that ends in a determiner and at most two more words of the noun phrase: "their new electric". */
function determined(determiners: string): RegExp {
  return new RegExp(`(?:^|[\\s'’(])(?:${determiners})\\s(?:[^\\s,;.:]+\\s){0,2}$`, 'iu');
}

/** True when the noun at this place has a definite determiner or form; false in languages without a pattern. */
export function isDefinite(line: Line, { start, end }: Place, reading: Reading): boolean {
  const [from, to] = [start - line.start, end - line.start];
  const language = reading.language ?? '';
  return (
    DEFINITE[language]?.test(line.text.slice(Math.max(0, from - NOUN_PHRASE), from)) === true ||
    DEFINITE_BEHIND[language]?.test(line.text.slice(to)) === true ||
    DEFINITE_FORM[language]?.test(line.text.slice(from)) === true
  );
}
