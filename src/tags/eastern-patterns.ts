/**
 * How names of companies stand in Chinese, Japanese and Korean sentences. Weights were set on the labelled articles in
 * test/tags, as those of name-signs.ts.
 */

export interface Pattern {
  /** The name is the first group, or the second where the pattern has two. */
  readonly find: RegExp;
  readonly sign: string;
  readonly weight: number;
  readonly chinese?: true;
}

const HAN = '\\p{Script=Han}';
const ZH_NAME = `([${HAN}A-Za-z0-9]{2,12}?)`;
const ZH_START = '(?<=^|[，。；：、（）()「」“”\\s]|由|与|與|和|及|同|其中|据悉)';
const ZH_BEFORE_LEGAL =
  '(?<=^|[，。；：、（）()「」“”\\s]|由|与|與|和|及|同|向|对|對|为|為|受让|收购|携手|攜手|联合|聯合)';
const ZH_DEED =
  '共同|合资|合資|合作|合营|合營|签署|簽署|签订|簽訂|签约|簽約|达成|達成|成立|设立|設立|组建|組建|共建|联合|聯合|携手|攜手|各|就|终止|終止|协商|協商|多次|接触|接觸|接洽|订立|訂立|举行|舉行|洽谈|洽談|商谈|商談|按|分别|分別|于|於|在|的合';
/** Signs what two sign. */
const ZH_SIGNS =
  '(?:签署|簽署|签订|簽訂|订立|訂立|达成|達成)[^，。；]{0,8}(?:备忘|備忘|合资|合資|合营|合營|协议|協議|合同)';
const FOREIGN =
  '日本|韩国|韓國|德国|德國|美国|美國|法国|法國|英国|英國|意大利|印度|泰国|泰國|马来西亚|馬來西亞|印尼|越南|沙特|阿联酋|阿聯酋|土耳其|俄罗斯|俄羅斯|巴西|瑞典|瑞士|西班牙|匈牙利|智利|阿根廷|墨西哥|加拿大|澳大利亚|澳大利亞|澳洲|荷兰|荷蘭|比利时|比利時|波兰|波蘭|捷克|奥地利|奧地利|葡萄牙|芬兰|芬蘭|挪威|丹麦|丹麥|塞尔维亚|塞爾維亞|新加坡|菲律宾|菲律賓|巴基斯坦|以色列|埃及|摩洛哥|南非|津巴布韦|哈萨克斯坦|乌兹别克斯坦|卡塔尔|科威特|阿曼';
const ZH: readonly Pattern[] = [
  {
    find: new RegExp(
      `(?:${FOREIGN})([${HAN}]{2,8}?)(?=(?:公司|集团|集團)?(?:退出|入股|所持|持有|将|將|与|與|和|、|共同|签|簽|总部|總部|方面|宣布|宣佈|表示|于|於|合资|合資|（))`,
      'gu',
    ),
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
      `${ZH_START}${ZH_NAME}(?:将|則|则|拟|擬)?(?:以(?:货币|貨幣|现金|現金|自有资金|自有資金|技术|技術|专有技术|设备|土地)[^，。；]{0,6})?(?:拥有|擁有|持有|持股|占股|佔股|控股|出资|出資|认缴|認繳|持|占|佔)(?:比例)?(?:约|約|为|為)?(?=\\d|[一二三四五六七八九][成十])`,
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
      `(?:名称(?:为|[：:])|名稱(?:為|[：:])|设立|設立|成立|组建|組建|合资公司|合資公司)[“「]?([${HAN}]{2,14}?有限公司)|([${HAN}]{2,14}?有限公司)(?=(?:完成|发生|發生)工商|由[^，。]{2,40}(?:共同|分别|分別|合资|合資|出资|出資))`,
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
    find: new RegExp(
      `(?:企业|企業|公司|厂商|廠商|厂家|车企|車企|巨头|龙头|供应商|供應商|运营商|初创公司|集团|集團)([${HAN}A-Za-z]{2,6}?)(?=[，、。（与與和近将拟正]|已|计划|考虑)`,
      'gu',
    ),
    sign: 'noun',
    weight: 0.6,
  },
];

const JA_NAME = `([${HAN}\\p{Script=Katakana}A-Za-z0-9Ａ-Ｚー・&＆]{2,20})`;
const JA_ENDS =
  '工業|化学|化成|自動車|製作所|商事|物産|電機|電工|電池|電子|電装|重工業?|製鋼|製鉄|金属|鉱業|鉱山|交通|バス|精機|精工|機械|産業|興業|通商|合成|材料|素材|セメント|モーターズ?|ホールディングス|グループ|エナジー|エネルギー|マテリアル|テック|テクノロジー|製薬|建設|石油|ガス|電力|海運|運輸|銀行';
const JA: readonly Pattern[] = [
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
const KO_ENDS =
  '머티리얼즈?|케미칼|에너지|에너텍|모터스?|모빌리티|오토|오토모티브|테크|텍|전자|전기|산업|그룹|중공업|버스|코어|화학|소재|홀딩스|인더스트리|솔루션즈?|정밀|금속|제강|물산|건설|모터|자동차|배터리|하이텍|엔지니어링|시스템즈?|로보틱스|파워';
const KO_ENDING = '(?:은|는|이|가|와|과|의|도|을|를|에|측은|측|으로|로|에서)?';
const KO: readonly Pattern[] = [
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
  // "X는 Y와 합작사를 설립한다": both sides.
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

export type EasternLanguage = 'zh' | 'ja' | 'ko';

/** By language: where a name stands, and what that says for its being a company's. */
export const PATTERNS: Readonly<Record<EasternLanguage, readonly Pattern[]>> = { zh: ZH, ja: JA, ko: KO };

/** What only looks like a name there: words that begin, end or fill it. */
export const NO_NAME: Readonly<Record<EasternLanguage, RegExp>> = {
  zh: /^(?:公司$|集团$|集團$|意(?!大利)|股东为|股東為|结算所|結算所|一|这|這|某|多|新|在|将|將|对|對|以|从|從|为|為|其|该|該|本|双方|雙方|两|兩|三方|各|我|他|她|外资|中方|外方|上述|此|所|而|但|并|並|因|据|據|由|与|與|和|及|已|于|於|也|都|还|還|按|经|經)|(?:的|了|是|有|良好|在|与|與|和|及|将|被|人士|记者|記者|公告|董事|方面|业务|業務|项目|項目|合同|各|势力|友商|同行|伙伴|夥伴|整车|车棚|车厂|車廠|模块|組成|组成|企业|企業|厂商|协议|協議|公司法|股东|股東|持股|比例|注册|资本|市场|市場|先生|女士|日|月|年|元|省|市|县|区)$|(?:货币|貨幣|作价|作價|专有技术|公告|宣布|宣佈|(?:投资|投資)(?!$)|^.{0,3}(?:投资|投資)$|设立|設立|合资|合資|合营|合營|记者|記者|成立|计划|計劃|生产|生產|签|簽|表示|认为|目标公司|本公司|子公司|附属|本集团|由|在|终止|終止|它|一家|方面|针对|约定|總裁|总裁|工程师|工程師|董事长|董事長|经理|經理|我们|双方|雙方|消息|知情|证券|交易所|政府|委员会|委員會)/u,
  ja: /^(?:両社|同社|新会社|合弁|中国|日本|米国|欧州|政府|世界|今回|今後|当局|関係者|社長|会長|幹部|出資|生産|工場|車両|一方|市場|現地|計画|両者|両方|自社|他社|双方|年間|総額)|(?:年|月|日|円|元|台|社長|会長|氏|者|人|側|部|化|的|性|区|市|省|県|州|国|語|系|型|用|力|高|率|額|量|数|後|前|時|間|線|車|部品|工場|市場|新聞|通信|大学|政府|当局|協会|委員会|合弁会社|新会社|両社|同社|会社|事業|計画|方針|契約|投資|生産|出資|比率|関係者|比|[増減]|平均|[0-9]社|HV電池|モーター|ディーゼル|利益|収益|不振|同業|競合|営業|前期|前日|一時|専務|外資|メーカー|各社|公社|ゼネコン|サイト|メディア|アナリスト)$|(?:前年|前期|純利益|売上|家電)|^[0-9０-９A-Za-z]{1,2}$/u,
  ko: /^(?:이번|이날|폐배터리|양사|회사|합작|중국|한국|미국|정부|관계자|업계|신설|현지|이들|그동안|지난|올해|내년|하지만|또|또한|두|세|국내|해외|당국|시장|공장|업체|기업|회장|사장|대표|이|그|측|곳|쪽|합작사|합작법인|전기차|배터리|투자|생산|지분|출자|설립)$|(?:했다|한다|된다|이다|있다|없다|합작법인|합작사|합작회사|신설법인|관계자|시장|공장|업계|정부|당국|것|등|중|년|월|일|원|대|명|측이|곳은|쪽|측|안에|모터코어)$|^[0-9]/u,
};

const COUPLING = '(?:与|與|和|、|及|跟|同|携手|攜手|联合|聯合|联手|と)';
const NAME = `([${HAN}\\p{Script=Katakana}A-Za-zー・]{2,10}?)`;
/** A name before a listed one, and one after it. */
export const COUPLED_BEFORE = new RegExp(
  `(?:^|[，。：；、\\s“「（])${NAME}(?:近期|近日|日前|正|正在|拟|擬|将|將)?${COUPLING}(?:${HAN}{2,4}の|\\s)?$`,
  'u',
);
export const COUPLED_AFTER = new RegExp(
  `^${COUPLING}\\s?${NAME}(?=[，。、；！\\s将將拟擬共合签簽达達各在的组組等正はがと]|两家|双方|雙方|$)`,
  'u',
);

/** A country before a name, and a legal form behind it. */
export const BEFORE = new RegExp(`^(?:${FOREIGN})`, 'u');
export const LEGAL_FORM = /(?:股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社)$/u;
/** "德国X": ends a text before a foreign company. */
export const FOREIGN_BEFORE = new RegExp(`(?:${FOREIGN})[^，。]{0,8}$`, 'u');
