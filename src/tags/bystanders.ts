/** Companies that a sentence tells of as rivals, customers, suppliers or guests: they are no side of anything in it. */
import type { CompanyAt } from './line.ts';

const LED_TO_BY = [
  String.raw`\b(?:rivals?|competitors?|peers|suppliers?|customers?|challengers?)\s(?:of|such as|like|including|led by)`,
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
  '(?:竞争对手|競爭對手|供应商|供應商|客户|客戶|采用|採用|搭载|搭載|使用|競合の|ライバルの)(?:如|包括|为|為)?';
/** What leads to such a company, by its end. */
const INTRODUCES = new RegExp(
  `(?:${LED_TO_BY.join('|')})\\s(?:the\\s|chinese\\s|china's\\s)?$|${EASTERN}$`,
  'iu',
);
/** What follows such a company. */
const FOLLOWS =
  /^(?:-sponsored|-powered)|^\s(?:chief|boss|chairman|CEO)\s(?:[^\s,.;]+\s){0,4}(?:watched|looked on)|^等(?:竞争对手|对手|客户|供应商)|^など(?:の)?(?:競合|ライバル|顧客|取引先)|^\s?등\s(?:경쟁|고객)|^\s기술(?:로|을)\s/iu;
/** Between two of a list. */
const LISTED = /^(?:,|,? and|,? or| und| oder| et| ou| y| e| o|、|和|与|及|や|と|,? и|·)?\s?(?:the\s)?$/iu;
/** Characters before a company that are looked at. */
const BEFORE = 60;

/** Of the companies that the text names, in order, those that are told so. */
export function bystandersIn(text: string, start: number, companies: readonly CompanyAt[]): CompanyAt[] {
  const found: CompanyAt[] = [];
  companies.forEach((at, index) => {
    const from = at.start - start;
    const before = companies[index - 1];
    const listed =
      before !== undefined && found.includes(before) && LISTED.test(text.slice(before.end - start, from));
    if (at.inVenture) return;
    if (
      listed ||
      INTRODUCES.test(text.slice(Math.max(0, from - BEFORE), from)) ||
      FOLLOWS.test(text.slice(at.end - start))
    )
      found.push(at);
  });
  return found;
}
