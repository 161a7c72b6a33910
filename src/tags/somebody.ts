/** Partners told by what they are: "with a local supplier", "and a Shenzhen pack maker". */
import type { Line } from './line.ts';

// "with a family-owned group", "X und ein Zulieferer", "y un consorcio": what a partner may be called, close to the
// article. After "and" only an indefinite one: "and the company" is one that was spoken of.
const SOMEBODY: Readonly<Record<string, RegExp>> = {
  de: somebody(
    'mit',
    'einem|einer|dem|der',
    'und (?:ein|eine|einem|einer)',
    'anbieter|autobauer|batteriehersteller|firma|gruppe|hersteller|holding|konsortium|konzern|partner|produzent|produzenten|spezialist|spezialisten|start-up|unternehmen|versorger|zulieferer',
  ),
  en: somebody(
    'with',
    'an?|another|one|the',
    'and (?:an?|another)',
    'builder|business|carmaker|company|concern|conglomerate|consortium|firm|fund|group|holding|maker|manufacturer|miner|operator|partner|processor|producer|provider|recycler|specialist|start-up|supplier|utility',
  ),
  es: somebody(
    'con',
    'el|la|una?',
    '[ye] una?',
    'compañía|consorcio|empresa|fabricante|firma|fondo|grupo|minera|productora?|proveedora?|socio|sociedad',
  ),
  fr: somebody(
    'avec',
    'le|la|une?',
    'et une?',
    'constructeur|consortium|énergéticien|entreprise|équipementier|fabricant|firme|fonds|fournisseur|groupe|industriel|partenaire|producteur|société',
  ),
  it: somebody(
    'con',
    "il|la|una?|un'",
    "ed? (?:una?|un['’])",
    'azienda|colosso|consorzio|costruttore|fondo|fornitore|gruppo|impresa|partner|produttore|società|socio',
  ),
  nl: somebody(
    'met',
    'een|de|het|een andere',
    'en een',
    'bedrijf|bouwer|concern|consortium|fabrikant|firma|fonds|groep|leverancier|maker|onderneming|partner|producent|toeleverancier',
  ),
  pt: somebody(
    'com',
    'uma?',
    'e uma?',
    'companhia|consórcio|construtora|empresa|fabricante|firma|fornecedora?|fundo|grupo|mineradora|montadora|parceir[oa]|produtora?|sóci[oa]',
  ),
  sv: somebody(
    'med',
    'en|ett|en annan|ett annat',
    'och e(?:n|tt)',
    'bolag|delägare|firma|fond|företag|grupp|jätte|koncern|konsortium|leverantör|partner|producent|tillverkare',
  ),
};

// Languages without articles, or with endings for "with": a noun in that case, and no name behind it.
const WITH_NOUN: Readonly<Record<string, RegExp>> = {
  cs: /(?:^|\s)(?:s|se)\s(?:[\p{Ll}-]+\s){0,3}(?:automobilkou|dodavatelem|firmou|fondem|koncernem|konsorciem|partnerem|podnikem|producentem|skupinou|společností|výrobcem)(?!\p{L})(?!\s[„"]?\p{Lu})/u,
  hu: /(?:^|\s)egy\s(?:[\p{Ll}-]+\s){0,3}\p{Ll}*(?:beszállítóval|céggel|csoporttal|gyártóval|konszernnel|konzorciummal|partnerrel|társasággal|vállalattal)(?!\p{L})/u,
  id: /(?:^|\s)dengan\s(?:sebuah\s|satu\s|salah satu\s)?(?:grup|kelompok usaha|konglomerat|konsorsium|mitra|pabrikan|pemasok|perusahaan|produsen)(?:\s\p{Ll}+){0,2}(?![\p{L}])(?!\s\p{Lu})/u,
  pl: /(?:^|\s)(?:z|ze)\s(?:[\p{Ll}-]+\s){0,3}(?:dostawcą|firmą|funduszem|grupą|koncernem|konsorcjum|partnerem|producentem|przedsiębiorstwem|spółką)(?!\p{L})(?!\s[„"]?\p{Lu})/u,
  ru: /(?:^|\s)(?:с|со)\s(?:[\p{Ll}-]+\s){0,3}(?:группой|компанией|консорциумом|концерном|партн[её]ром|поставщиком|предприятием|производителем|фирмой|фондом|холдингом)(?!\p{L})(?!\s[«"]?\p{Lu})/u,
  tr: /(?:^|\s)bir\s(?:[\p{L}-]+\s){0,3}(?:firma|grup|holding|ortak|şirket|tedarikçi|üretici)\p{Ll}*(?:\sile|yle|yla)(?!\p{L})/u,
  // What "partner" is comes behind it: "đối tác địa phương", "đối tác Trung Quốc".
  vi: /(?:^|\s)(?:với|cùng)\s(?:một\s)?(?:công ty|doanh nghiệp|hãng|nhà cung cấp|nhà sản xuất|tập đoàn|đối tác)(?!\p{L})(?!(?:\s\p{Ll}+){0,3}\s(?:này|đó|trên|(?!Trung Quốc(?!\s\p{Lu}))\p{Lu}))/u,
};

function somebody(preposition: string, articles: string, joined: string, nouns: string): RegExp {
  return new RegExp(
    `(?:^|\\s)(?:${preposition}\\s(?:${articles})|${joined})\\s(?:[^\\s,;]+\\s){0,3}?\\S*(?:${nouns})(?!\\p{L})`,
    'iu',
  );
}

/** True when the sentence tells of a partner by what it is: "with a local supplier". */
export function withSomebody(line: Line, language: string | null): boolean {
  return (SOMEBODY[language ?? ''] ?? WITH_NOUN[language ?? ''])?.test(line.text) === true;
}

/** True when the sentence has a side, known by name or as a company of China, together with somebody. */
export function tellsOfTwo(line: Line | undefined, language: string | null): boolean {
  if (line === undefined || line.field === 'title') return false;
  return (line.companies.length > 0 || line.words.china !== undefined) && withSomebody(line, language);
}
