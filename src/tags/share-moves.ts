/** Whether a sentence tells of shares that change hands: so much sold, bought, raised or cut to so much. */

const PERCENT =
  '(?:\\s?(?:%|％|percent|per cent|Prozent|pour cent|por ciento|por cento|per cento|procent\\p{L}*|proc\\.|процент\\p{L}*|persen|százalék\\p{L}*))';
const NUMBER = '\\d{1,3}(?:[.,]\\d+)?';
const SO_MUCH = `${NUMBER}${PERCENT}`;

// "from 50 to 75 percent": of sales and prices, too, but those stand in few sentences on a venture.
const FROM_TO = new RegExp(
  [
    `(?<!\\p{L})(?:from|von|d[eu]|da[l]?|del|van|od|från|с|z|ze|dari)\\s${NUMBER}${PERCENT}?\\s(?:to|auf|à|al?|ao|para|naar|na|do|till|до|menjadi)\\s${SO_MUCH}`,
    `[从從由]${NUMBER}[%％][^，。、]{0,6}[至到]${NUMBER}[%％]`,
    `${NUMBER}[%％]から${NUMBER}[%％]`,
    `${NUMBER}%에서\\s?${NUMBER}%`,
  ].join('|'),
  'iu',
);

/** True of "from 50 to 75 percent". */
export const movesShare = (text: string): boolean => FROM_TO.test(text);

const SHARE =
  '(?:stake|share(?:holding)?s?|holding|interest|Anteil\\p{L}*|Beteiligung|part(?:icipation)?|participaci[oó]n|participação|quota|partecipazione|fatia|belang|aandeel|aandelen|(?:ägar)?andel\\p{L}*|akti\\p{L}+|udział\\p{L}*|podíl\\p{L}*|дол[яюие]|saham|kepemilikan\\p{L}*|cổ phần)';
const TO = "(?:to|auf|à|al|all['’]|ao|para|naar|till|do|na|до|menjadi|lên|xuống)";
const TRADE =
  '(?:sell|sold|buy|bought|acquir|transfer|verkauf|gekauft|kauft|erw[aio]rb|übern[aio]mm|vend|cèd|céd|rach[eè]t|acqui|compr|adquir|ced|verko|koop|kocht|sålt|säljer|köp|sprzeda|kupi|odkup|proda|prodá|koupi|прода|купи|выкуп|menjual|membeli|mengalihkan|bán|mua)';
// What is sold of a venture; more cars are sold "than a year ago".
const OF =
  "(?:of\\s(?:its|the|their)|der|des|am|an\\s(?:der|dem|ihrem|seinem)|de\\s(?:la|su|leur|sa|l['’])|du|della|del|d[oa]s?|van\\s(?:de|het|hun|zijn)|av|w|we|ve?|в)";
const OWNERS_CHANGE = new RegExp(
  [
    // "raises its stake to 60 %", "reduces to 10 % its share"
    `(?<!\\p{L})${SHARE}(?!\\p{L})[^.;]{0,60}?(?<!\\p{L})${TO}\\s?${SO_MUCH}`,
    `(?<!\\p{L})${TO}\\s?${SO_MUCH}\\s(?:\\S+\\s){0,3}?${SHARE}(?!\\p{L})`,
    // "sold 20 % of its joint venture", "bought the remaining 10 % of the shares"
    `(?<!\\p{L})${TRADE}\\p{L}*\\s[^.;]{0,50}?${SO_MUCH}\\s(?:\\S+\\s)?(?:${OF}\\s(?:\\S+\\s){0,3}?(?:${SHARE}|joint|coentreprise|empresa conjunta|sociedad|società|Gemeinschafts|Joint|samrisk|spół|společn|совместн|venture|JV)|${SHARE}(?!\\p{L}))`,
    `(?:持股|股[权權份比]|出資比率|持ち株比率|持分|지분)[^，。、；]{0,12}?(?:至|到|に|로|으로)\\s?${NUMBER}[%％]`,
    `${NUMBER}[%％](?:に(?:高め|引き上げ|引き下げ|下げ|増や|減ら)|로 (?:늘|줄|높|낮|확대|축소))`,
    `(?:收购|收購|转让|轉讓|出售|增持|减持|減持)[^，。；]{0,24}${NUMBER}[%％](?:的)?股[权權份]`,
    `yüzde\\s${NUMBER}['’]?[ea]\\s(?:çıkar|yükselt|indir|düşür)`,
    `${SO_MUCH}\\p{L}{0,4}\\s(?:csökken|nőtt|emel|növel)`,
  ].join('|'),
  'iu',
);

/** True of "raised its stake to 75 percent", "sold 20 percent of the joint venture". */
export const changesOwners = (text: string): boolean => OWNERS_CHANGE.test(text);
