/** Companies that a sentence tells of as rivals, customers, suppliers or guests: they are no side of anything in it. */
import type { CompanyAt } from './line.ts';

const LED_TO_BY = [
  String.raw`\b(?:rivals?|competitors?|peers|suppliers?|customers?|challengers?)\s(?:of|such as|like|including|led by)`,
  String.raw`\bthe likes of`,
  // "a supplier to industry leading companies such as X"
  String.raw`\b(?:suppl(?:ier|iers|ies|y)|sells|sold)\s(?:\S+\s){0,3}?to\s(?:\S+\s){0,4}(?:such as|like|including)`,
  String.raw`\b(?:to|from|by)\s(?:\S+\s){0,2}(?:car)?makers\s(?:such as|like|including)`,
  String.raw`\bcompet(?:es?|ed|ing)\s(?:\S+\s){0,2}?(?:with|against)`,
  String.raw`\b(?:batteries|cells|packs|chips|motors)\sfrom`,
  String.raw`\b(?:lose|loses|losing|lost)\s(?:\S+\s){1,4}?to`,
  String.raw`\battended by\s(?:[^\s.;]+\s){0,8}?(?:of)?`,
  String.raw`(?:rivalen|konkurrent\p{L}*|wettbewerber\p{L}*|zulieferer\p{L}*|lieferant\p{L}*|kunden)\s(?:wie|von|etwa|darunter)`,
  String.raw`\b(?:batterien|zellen|chips)\svon`,
  String.raw`\b(?:rivaux|concurrents|fournisseurs|clients)\s(?:comme|tels que|dont|de)`,
  String.raw`\b(?:rivales|competidores|proveedores|clientes)\s(?:como|de|entre ellos)`,
  String.raw`\b(?:rivali|concorrenti|fornitori|clienti)\s(?:come|di|tra cui)`,
  String.raw`\b(?:rivais|concorrentes|fornecedores|clientes)\s(?:como|da|do|de)`,
  String.raw`(?:конкурент\p{L}*|поставщик\p{L}*|клиент\p{L}*)\s(?:вроде|как|включая)`,
];
const EASTERN =
  '(?:继|繼|竞争对手|競爭對手|供应商|供應商|客户|客戶|采用|採用|搭载|搭載|使用|競合の|ライバルの)(?:如|包括|为|為)?';
/** What leads to such a company, by its end. */
const INTRODUCES = new RegExp(
  `(?:${LED_TO_BY.join('|')})\\s(?:the\\s|chinese\\s|china's\\s)?$|${EASTERN}$`,
  'iu',
);
/** What follows such a company. */
const FOLLOWS =
  /^(?:-sponsored|-powered)|^\s(?:share|stock)holder(?!s)|^['’]s\s\p{Ll}+-largest\s(?:share|stock)holder(?!s)|^\s(?:chief|boss|chairman|CEO)\s(?:[^\s,.;]+\s){0,4}(?:watched|looked on)|^等(?:竞争对手|对手|客户|供应商)|^之[后後]|^に続(?:き|いて|く)|^など(?:の)?(?:競合|ライバル|顧客|取引先)|^에 이어|^\s?등\s(?:경쟁|고객)|^\s기술(?:로|을)\s/iu;
/** "It has nothing to do with X": whatever is told before is not X's. */
const UNRELATED =
  /(?<!\p{L})(?:nothing to do with|no (?:link|connection|relation) (?:to|with)|(?:not (?:linked|connected|related)|unrelated|unconnected) (?:to|with)|independent (?:of|from)|separate from|not to be confused with|nichts (?:\S+\s)?zu tun mit|nichts mit|unabhängig von|nicht zu verwechseln mit|rien à voir avec|sans (?:lien|rapport) avec|indépendante? d[eu]|nada que ver con|independiente de|nulla a che (?:fare|vedere) con|indipendente da|nada a ver com|independente d[aeo]|niets te maken met|los van|не (?:имеет отношения к|связан\p{L}* с)|nic wspólnego z|nic společného s)\s(?:(?:the|der|dem|la|le|el|il|o|a|de)\s)?$/iu;
const UNRELATED_AFTER =
  /^(?:并无关联|並無關聯|无关|無關|とは(?:無関係|関係がない)|(?:와|과)는? 무관)|^\s(?:hat|haben)\s(?:\S+\s){0,4}nichts zu tun/iu;
/** "Apple assembler Foxconn", "Volvo-Mutter Geely": it only tells who the next one is. */
const EXPLAINS =
  /^\s(?:assembler|backer|competitor|contractor|customer|investor|owner|parent|rival|supplier)\s(?=\p{Lu})|^-(?:Auftragsfertiger|Eigner|Eigentümer|Investor|Konkurrent|Mutter|Rivale|Zulieferer)\s(?=\p{Lu})/u;
/** "which manufactures electric vehicles for Nio", "builds cars on behalf of Nio" */
const MAKES_FOR =
  /\b(?:assembl|build|mak|manufactur|produc)(?:es?|s|ed|ing)?\s(?:[^\s,;.]+\s){1,4}?(?:for|on behalf of)\s(?:the\s)?$/iu;
/** "drives for Volkswagen AG vehicles" */
const FOR = /\bfor\s(?:the\s)?$/iu;
const CARS_OF = /^(?:\s(?:AG|Group))?\s(?:cars|models|trucks|vehicles)(?!\p{L})/iu;
/** "IBC, a subsidiary of Antam and PLN": it is told by its own name, so its owners are no sides. */
const OWNED_BY =
  /^(?:\s\([^)]{1,30}\))?,?\s(?:(?:which|that|yang|die|qui|que|che)\s(?:is|was|merupakan|adalah|ist|est|es|é|è)\s)?(?:an?|the|eine[rsmn]?|une|una|uma|een|en)?\s?(?:[\p{Ll}-]+\s){0,2}(?:subsidiar(?:y|ies)|unit|arm|affiliate|division|Tochter(?:gesellschaft|firma)?|filiale|filial|controllata|subsidiária|dochter(?:onderneming)?|dotterbolag|anak (?:perusahaan|usaha))\s(?:of|von|des|der|de|du|d[aeo]|di|van|till|av|dari)\s(?:[^\s,;.]+\s){0,3}$/u;
const AND = '(?:,? and|,? or| und| oder| et| ou| y| e| o| en|和|与|及|や|と|,? и)';
/** Between two of a list, where others may stand that nobody knows. */
const LISTED = new RegExp(
  String.raw`^(?:,|、|·|${AND})\s?(?:the\s)?(?:\p{Lu}[\p{L}\p{N}&-]*(?:\s\p{Lu}[\p{L}\p{N}&-]*)?(?:,|${AND})\s){0,3}$`,
  'u',
);
const LAST_LISTED = new RegExp(String.raw`^${AND}\s?(?:the\s)?$`, 'u');
/** "After Daimler, BMW and VW, Renault too ...": who went before, at the head of a sentence. */
const AFTER_OTHERS =
  /^[“"„«]?(?:After|Following|Like|Unlike|Besides|Nach|Wie|Neben|Na|Net als|Naast|Après|Comme|Outre|Dopo|Come|Oltre a|Tras|Después de|Como|Al igual que|Após|Depois d[aeo]|Assim como|Вслед за|После|Как и)\s(?:the\s)?$/u;
const END_OF_OTHERS = /^,\s|^\s(?:\p{Ll}+\s){0,3}(?:auch|ook)\s/u;
/** Characters before a company that are looked at. */
const BEFORE = 60;

/** True for a name between two offsets of the text that it only mentions to say that something else is meant. */
export function isUnrelated(text: string, from: number, to: number): boolean {
  return UNRELATED.test(text.slice(Math.max(0, from - BEFORE), from)) || UNRELATED_AFTER.test(text.slice(to));
}

/** Of the companies that the text names, in order, those that are told so. */
export function bystandersIn(text: string, start: number, companies: readonly CompanyAt[]): CompanyAt[] {
  const others = othersBefore(text, start, companies);
  const found: CompanyAt[] = [];
  companies.forEach((at, index) => {
    if (at.inVenture || others.includes(at)) return;
    const from = at.start - start;
    const lead = text.slice(Math.max(0, from - BEFORE), from);
    const rest = text.slice(at.end - start);
    const before = companies[index - 1];
    const listed =
      before !== undefined && found.includes(before) && LISTED.test(text.slice(before.end - start, from));
    const owner = before !== undefined && OWNED_BY.test(text.slice(before.end - start, from));
    if (
      listed ||
      owner ||
      isUnrelated(text, from, at.end - start) ||
      INTRODUCES.test(lead) ||
      FOLLOWS.test(rest) ||
      EXPLAINS.test(rest) ||
      MAKES_FOR.test(lead) ||
      (FOR.test(lead) && CARS_OF.test(rest))
    )
      found.push(at);
  });
  return [...others, ...found];
}

/** Those that the sentence begins with only to say that somebody else does the same. */
function othersBefore(text: string, start: number, companies: readonly CompanyAt[]): CompanyAt[] {
  const [first] = companies;
  if (first === undefined || !AFTER_OTHERS.test(text.slice(0, first.start - start))) return [];
  const between = (index: number): string =>
    text.slice((companies[index - 1]?.end ?? 0) - start, (companies[index]?.start ?? 0) - start);
  let last = companies.findIndex((_, index) => index > 0 && LAST_LISTED.test(between(index)));
  for (let index = 1; index < last; index++) if (!LISTED.test(between(index))) last = 0;
  const others = companies.slice(0, Math.max(last, 0) + 1);
  return END_OF_OTHERS.test(text.slice((others.at(-1)?.end ?? 0) - start)) ? others : [];
}
