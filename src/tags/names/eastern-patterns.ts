/**
 * The patterns around company names in Chinese, Japanese and Korean sentences, with a weight for each. The weights were set
 * on the labelled articles in test/tags, as were those of name-signs.ts.
 */

import type { EasternLanguage } from '../../text/language/eastern.ts';
import { oneOf } from '../../text/words/one-of.ts';
import NAMES from '../data/eastern-names.json' with { type: 'json' };
import type { BesidePatterns, NamePattern } from './name-pattern.ts';
import { THAI, THAI_BESIDE } from './thai-patterns.ts';

const HAN = '\\p{Script=Han}';
const ZH_NAME = `([${HAN}A-Za-z0-9]{2,12}?)`;
const ZH_START = '(?<=^|[，。；：、（）()「」“”\\s]|由|与|與|和|及|同|其中|据悉)';
const ZH_BEFORE_LEGAL =
  '(?<=^|[，。；：、（）()「」“”\\s]|由|与|與|和|及|同|向|对|對|为|為|受让|收购|携手|攜手|联合|聯合)';
const ZH_DEED = oneOf(NAMES.deeds.zh);
/** "签署合资协议": signs a document that takes two sides. */
const ZH_SIGNS =
  '(?:签署|簽署|签订|簽訂|订立|訂立|达成|達成)[^，。；]{0,8}(?:备忘|備忘|合资|合資|合营|合營|协议|協議|合同)';
const FOREIGN = oneOf(NAMES.foreign.zh);
/** What may follow the name of a foreign company. */
const ZH_FOREIGN_DEED =
  '(?:公司|集团|集團)?(?:退出|入股|所持|持有|将|將|与|與|和|、|共同|签|簽|总部|總部|方面|宣布|宣佈|表示|于|於|合资|合資|（)';
/** "以现金出资": with what a share is paid. */
const ZH_PAID_WITH = '以(?:货币|貨幣|现金|現金|自有资金|自有資金|技术|技術|专有技术|设备|土地)[^，。；]{0,6}';
const ZH_HOLDS = '(?:拥有|擁有|持有|持股|占股|佔股|控股|出资|出資|认缴|認繳|持|占|佔)(?:比例)?';
const ZH_COMPANY =
  '(?:企业|企業|公司|厂商|廠商|厂家|车企|車企|巨头|龙头|供应商|供應商|运营商|初创公司|集团|集團)';
const ZH: readonly NamePattern[] = [
  {
    find: new RegExp(`(?:${FOREIGN})([${HAN}]{2,8}?)(?=${ZH_FOREIGN_DEED})`, 'gu'),
    sign: 'national',
    weight: 0.75,
  },
  {
    find: new RegExp(`(?:简称|簡稱|下称|下稱)[：:]?[“「"]?([${HAN}A-Za-z]{2,10})[”」"]?`, 'gu'),
    sign: 'abbreviated',
    weight: 1,
  },
  { find: new RegExp(`（[“「"]([${HAN}A-Za-z]{2,10})[”」"]）`, 'gu'), sign: 'abbreviated', weight: 1 },
  {
    find: new RegExp(`${ZH_START}([${HAN}A-Za-z]{2,8})[（(](?:[^）)]{0,8}[0-9×]{4,}|股票)`, 'gu'),
    sign: 'code',
    weight: 1,
  },
  {
    find: new RegExp(
      `${ZH_START}${ZH_NAME}(?:将|則|则|拟|擬)?(?:${ZH_PAID_WITH})?${ZH_HOLDS}(?:约|約|为|為)?(?=\\d|[一二三四五六七八九][成十])`,
      'gu',
    ),
    sign: 'share',
    weight: 1,
  },
  {
    find: new RegExp(`(?:与|與|和|同|跟|携手|攜手|联合|聯合|联手)${ZH_NAME}(?=${ZH_DEED})`, 'gu'),
    sign: 'with',
    weight: 0.75,
  },
  {
    find: new RegExp(
      `(?:与|與|和|同|跟|携手|攜手|联合|聯合|联手)${ZH_NAME}(?=(?:各)?(?:共同)?(?:出资|出資|合资|合資|设立|設立|成立|组建|組建|合营|合營|${ZH_SIGNS}))`,
      'gu',
    ),
    sign: 'founding',
    weight: 1,
  },
  {
    find: new RegExp(
      `由${ZH_NAME}(?=(?:与|與|和|及)[^，。；]{2,24}(?:合资|合資|共同|出资|出資|组建|組建|设立|設立|成立))`,
      'gu',
    ),
    sign: 'founding',
    weight: 1,
  },
  {
    find: new RegExp(
      `^${ZH_NAME}(?=(?:（[^）]{1,12}）)?(?:[^，。]{0,6}日(?:晚间|晚)?)?(?:公告|宣布|宣佈|披露|发布公告|表示|拟|擬|与|與|和|携手|攜手|联手|向|终止|入股))`,
      'gu',
    ),
    sign: 'subject',
    weight: 0.6,
  },
  { find: new RegExp(`^([${HAN}A-Za-z]{2,8})[：:]`, 'gu'), sign: 'headed', weight: 0.5 },
  {
    find: new RegExp(
      `${ZH_BEFORE_LEGAL}((?:(?![与與和及由])${HAN}){2,14}?(?:股份有限公司|有限责任公司|有限公司|株式会社))`,
      'gu',
    ),
    sign: 'legal',
    weight: 1,
  },
  {
    find: new RegExp(
      [
        `(?:名称(?:为|[：:])|名稱(?:為|[：:])|设立|設立|成立|组建|組建|合资公司|合資公司)[“「]?([${HAN}]{2,14}?有限公司)`,
        `([${HAN}]{2,14}?有限公司)(?=(?:完成|发生|發生)工商|由[^，。]{2,40}(?:共同|分别|分別|合资|合資|出资|出資))`,
      ].join('|'),
      'gu',
    ),
    sign: 'venture',
    weight: -3,
  },
  {
    find: new RegExp(`([${HAN}]{2,10}?(?:集团|集團|控股))`, 'gu'),
    sign: 'form',
    weight: 0.75,
  },
  {
    find: new RegExp(`${ZH_COMPANY}([${HAN}A-Za-z]{2,6}?)(?=[，、。（与與和近将拟正]|已|计划|考虑)`, 'gu'),
    sign: 'noun',
    weight: 0.6,
  },
];

const JA_NAME = `([${HAN}\\p{Script=Katakana}A-Za-z0-9Ａ-Ｚー・&＆]{2,20})`;
const JA_ENDS = oneOf(NAMES.companyEnds.ja);
const JA: readonly NamePattern[] = [
  { find: new RegExp(`${JA_NAME}(?=[はがとも](?!し|な))`, 'gu'), sign: 'subject', weight: 0.4 },
  {
    find: new RegExp(
      `([${HAN}\\p{Script=Katakana}A-Za-zー・]{1,14}(?:${JA_ENDS}))(?![${HAN}\\p{Script=Katakana}ー])`,
      'gu',
    ),
    sign: 'form',
    weight: 0.75,
  },
  {
    find: new RegExp(
      `(?:現地|地元|大手|メーカー|企業|会社|新興|商社|中堅|事業者|最大手|子会社|販社|グループ)の${JA_NAME}(?=[はがとのも、（(])`,
      'gu',
    ),
    sign: 'noun',
    weight: 0.8,
  },
  {
    find: new RegExp(`${JA_NAME}[（(](?:\\d{4}|[０-９]{4}|本社|${HAN}{1,4}[省市県府都])`, 'gu'),
    sign: 'code',
    weight: 1,
  },
  {
    find: new RegExp(`中国(?:の|・|・${HAN}{2,4}の)${JA_NAME}(?=[はがとのも、（(])`, 'gu'),
    sign: 'national',
    weight: 0.75,
    chinese: true,
  },
  {
    find: new RegExp(`${JA_NAME}(?=と[^、。]{0,30}(?:合弁|共同|折半|設立|設け|組))`, 'gu'),
    sign: 'with',
    weight: 0.5,
  },
  {
    find: new RegExp(
      `${JA_NAME}(?=(?:が|は|の(?:出資比率が|比率は))?(?:約)?[0-9０-９]{1,2}(?:\\.[0-9])?(?:[%％]|割|パーセント))`,
      'gu',
    ),
    sign: 'share',
    weight: 1,
  },
];

const KO_STEM = '([가-힣A-Za-z0-9&]{2,14}?)';
const KO_VENTURE = '(?:합작|합자|합판|조인트벤처)';
const KO_ENDS = oneOf(NAMES.companyEnds.ko);
const KO_ENDING = '(?:은|는|이|가|와|과|의|도|을|를|에|측은|측|으로|로|에서)?';
const KO: readonly NamePattern[] = [
  {
    find: new RegExp(
      `(?<=^|\\s|[(‘'“"·,])([가-힣A-Za-z0-9]{1,10}(?:${KO_ENDS}))(?=${KO_ENDING}(?:[\\s,.·()’'”"]|$))`,
      'gu',
    ),
    sign: 'form',
    weight: 0.8,
  },
  {
    find: new RegExp(`중국(?:의)?\\s${KO_STEM}(?=(?:와|과|이|가|는|은|의|사와)\\s)`, 'gu'),
    sign: 'national',
    weight: 0.6,
    chinese: true,
  },
  {
    find: new RegExp(
      `(?:업체|기업|회사|제조사|계열사|스타트업|업체인|기업인|대기업|중견기업)\\s${KO_STEM}(?=(?:와|과|이|가|는|은|의|측은)\\s|\\()`,
      'gu',
    ),
    sign: 'noun',
    weight: 0.8,
  },
  {
    find: new RegExp(`(?<=^|\\s)${KO_STEM}(?=(?:이|가|은|는)?\\s?\\(?\\d{1,2}(?:\\.\\d)?%)`, 'gu'),
    sign: 'share',
    weight: 0.9,
  },
  {
    find: new RegExp(`(?<=^|\\s|‘|')${KO_STEM}(?=\\((?:대표|회장|사장|[0-9]{6}))`, 'gu'),
    sign: 'code',
    weight: 1,
  },
  { find: new RegExp(`^${KO_STEM}(?=(?:은|는|이|가)\\s|,\\s)`, 'gu'), sign: 'subject', weight: 0.5 },
  {
    find: new RegExp(`(?<=^|\\s)${KO_STEM}(?=(?:와|과)\\s[^.]{0,40}(?:합작|공동|세우|설립))`, 'gu'),
    sign: 'with',
    weight: 0.5,
  },
  // "X는 Y와 합작사를 설립한다": this pattern finds Y, the next one X.
  {
    find: new RegExp(
      `(?<=^|(?<!산하)\\s)${KO_STEM}(?=(?:와|과)\\s(?:[^.,]{0,24}\\s)?${KO_VENTURE}[^.]{0,16}(?:설립|세우|만들|계약|체결|추진|출범))`,
      'gu',
    ),
    sign: 'founding',
    weight: 0.75,
  },
  {
    find: new RegExp(
      `^${KO_STEM}(?:\\(주\\)|㈜)?(?=(?:은|는|이|가)\\s[^.]{0,60}(?:와|과)\\s(?:[^.,]{0,24}\\s)?${KO_VENTURE})`,
      'gu',
    ),
    sign: 'founder',
    weight: 0.6,
  },
  {
    find: new RegExp(
      `(?<=^|\\s)${KO_STEM}(?=\\(주\\)|㈜)|(?<=\\(주\\)|㈜)${KO_STEM}(?=[은는이가와과의]\\s)`,
      'gu',
    ),
    sign: 'legal',
    weight: 1,
  },
];

/** By language: the patterns around a name, each with the weight that it lends to the name's being a company's. */
export const PATTERNS: Readonly<Record<EasternLanguage, readonly NamePattern[]>> = {
  zh: ZH,
  ja: JA,
  ko: KO,
  th: THAI,
};

/** By language: matches that are no names, by the words they begin with, end in or contain. */
export const NO_NAME: Readonly<Record<EasternLanguage, RegExp>> = {
  zh: noName('zh'),
  ja: noName('ja'),
  ko: noName('ko'),
  th: noName('th'),
};

function noName(language: EasternLanguage): RegExp {
  const { noNameBegins, noNameEnds, noNameWithin, noNameWhole } = NAMES;
  return new RegExp(
    [
      `^(?:${oneOf(noNameBegins[language])})`,
      `(?:${oneOf(noNameEnds[language])})$`,
      ...noNameWithin[language],
      ...noNameWhole[language].map((whole) => `^${whole}$`),
    ].join('|'),
    'u',
  );
}

const COUPLING = '(?:与|與|和|、|及|跟|同|携手|攜手|联合|聯合|联手|と)';
const NAME = `([${HAN}\\p{Script=Katakana}A-Za-zー・]{2,10}?)`;
const COUPLED: BesidePatterns = {
  before: new RegExp(
    `(?:^|[，。：；、\\s“「（])${NAME}(?:近期|近日|日前|正|正在|拟|擬|将|將)?${COUPLING}(?:${HAN}{2,4}の|\\s)?$`,
    'u',
  ),
  after: new RegExp(
    `^${COUPLING}\\s?${NAME}(?=[，。、；！\\s将將拟擬共合签簽达達各在的组組等正はがと]|两家|双方|雙方|$)`,
    'u',
  ),
  reach: 24,
};
// "쑤저우 X와": a name after a place of China
const KO_BEHIND_PLACE = {
  name: /^\s([가-힣A-Za-z0-9]{2,12}?)(?=(?:와|과|이|가|은|는)\s)/u,
  country: '중국',
  weight: 0.75,
};

/** By language: the patterns of a name beside a known company, or after a place of China. */
export const BESIDE: Readonly<Record<EasternLanguage, BesidePatterns>> = {
  zh: COUPLED,
  ja: COUPLED,
  ko: { ...COUPLED, behindPlace: KO_BEHIND_PLACE },
  th: THAI_BESIDE,
};

/** A foreign country at the beginning of a name, and a legal form at its end. */
export const BEFORE = new RegExp(`^(?:${FOREIGN})`, 'u');
export const LEGAL_FORM = /(?:股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社)$/u;
/** The end of a text before a foreign company: the "德国" of "德国X". */
export const FOREIGN_BEFORE = new RegExp(`(?:${FOREIGN})[^，。]{0,8}$`, 'u');
