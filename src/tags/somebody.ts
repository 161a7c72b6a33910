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
    'builder|business|carmaker|company|concern|conglomerate|consortium|firm|fund|group|holding|maker|manufacturer|miner|partner|producer|specialist|start-up|supplier|utility',
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
  pt: somebody(
    'com',
    'uma?',
    'e uma?',
    'companhia|consórcio|construtora|empresa|fabricante|firma|fornecedora?|fundo|grupo|mineradora|montadora|parceir[oa]|produtora?|sóci[oa]',
  ),
};

function somebody(preposition: string, articles: string, joined: string, nouns: string): RegExp {
  return new RegExp(
    `(?:^|\\s)(?:${preposition}\\s(?:${articles})|${joined})\\s(?:[^\\s,;]+\\s){0,3}?\\S*(?:${nouns})(?!\\p{L})`,
    'iu',
  );
}

/** True when the sentence tells of a partner by what it is: "with a local supplier". */
export function withSomebody(line: Line, language: string | null): boolean {
  return SOMEBODY[language ?? '']?.test(line.text) === true;
}

/** True when the sentence has a side, known by name or as a company of China, together with somebody. */
export function tellsOfTwo(line: Line | undefined, language: string | null): boolean {
  if (line === undefined || line.field === 'title') return false;
  return (line.companies.length > 0 || line.words.china !== undefined) && withSomebody(line, language);
}
