/** "No plans", "not", "ruled out": said of a venture they deny it, said of another matter of its sentence they do not. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());
const isTagged = (lang: string, text: string): boolean =>
  tag({ title: '', text, lang, publishedAt: '2026-03-01' }).tagged;

test.each([
  ['zh', '吉利与雷诺将成立合资公司生产电动汽车,但并未透露投资金额。'],
  ['zh', '吉利与雷诺成立的电动汽车合资公司从未盈利。'],
  ['zh', '比亚迪与丰田的电动车合资公司澄清了上市时间。'],
  ['zh', '比亚迪与丰田成立合资公司研发纯电动车,双方没有任何资产注入。'],
  ['ja', '吉利汽車とルノーは電気自動車の合弁会社を設立する。出資額は明らかにしていない。'],
  ['ja', '吉利汽車とルノーは電気自動車の合弁会社を設立するが、出資額は明らかにしていない。'],
  ['ja', 'BYDとトヨタの合弁会社はまだ電気自動車を量産していない。'],
  ['ko', '지리와 르노는 전기차 합작사를 설립하며 인력 감축은 없다고 밝혔다.'],
  ['en', 'Geely and Renault will set up a joint venture for electric cars but have no plans to list it.'],
  ['en', 'Geely and Renault set up a joint venture for electric cars; no such company existed before.'],
  ['en', 'The joint venture of Geely and Renault for electric cars has no intention of building in Europe.'],
  [
    'de',
    'Geely und Renault gründen ein Gemeinschaftsunternehmen für Elektroautos, ein Börsengang ist nicht geplant.',
  ],
  [
    'de',
    'Geely und Renault gründen ein Gemeinschaftsunternehmen für Elektroautos; Stellenabbau ist ausgeschlossen.',
  ],
  [
    'de',
    'Geely hat keine Pläne für ein Werk in Europa, das Joint Venture mit Renault für Elektroautos baut in Brasilien.',
  ],
  [
    'fr',
    'Geely et Renault créent une coentreprise de voitures électriques, une cotation en Bourse est exclue.',
  ],
  ['fr', 'Geely et Renault créent une coentreprise de voitures électriques; aucun projet de cotation.'],
  ['es', 'Geely y Renault crean una empresa conjunta de coches eléctricos y descartan despidos.'],
  [
    'es',
    'Geely y Renault crean una empresa conjunta de coches eléctricos; el consejero delegado zanjó las dudas.',
  ],
  [
    'it',
    'Geely e Renault creano una joint venture per auto elettriche ed escludono esuberi; esclusa la quotazione.',
  ],
  ['pt', 'Geely e Renault criam uma joint venture de carros elétricos e negam demissões.'],
  [
    'nl',
    "Geely en Renault richten een joint venture voor elektrische auto's op en er zijn geen plannen voor een beursgang.",
  ],
  ['ru', 'Geely и Renault создают совместное предприятие по электромобилям, сокращения не планируются.'],
  ['pl', 'Geely i Renault tworzą spółkę joint venture produkującą auta elektryczne, wykluczono zwolnienia.'],
  [
    'sv',
    'Geely och Renault bildar ett samriskbolag för elbilar, uppsägningar är inte aktuella; inga planer på börsnotering.',
  ],
  ['tr', 'Geely ve Renault elektrikli otomobil için ortak girişim kuruyor, halka arz söz konusu değil.'],
  ['id', 'Geely dan Renault membentuk perusahaan patungan mobil listrik, tidak ada rencana IPO.'],
  ['ms', 'Geely dan Renault menubuhkan syarikat usaha sama kereta elektrik, tiada rancangan penyenaraian.'],
  ['vi', 'Geely và Renault thành lập liên doanh ô tô điện, không có kế hoạch niêm yết.'],
  ['hu', 'A Geely és a Renault vegyesvállalatot alapít elektromos autókra, nincs terv tőzsdei bevezetésre.'],
  ['cs', 'Geely a Renault zakládají společný podnik na elektromobily, vstup na burzu neplánují.'],
])('another matter is not planned: %s, %s', (lang, text) => {
  expect(isTagged(lang, text)).toBe(true);
});

test.each([
  ['en', 'Geely said it has no plans for a joint venture with Renault on electric cars.'],
  ['en', 'A joint venture with Renault for electric cars was not considered by the board of Geely.'],
  [
    'en',
    'Geely and Renault are building electric cars; a joint venture is out of the question at the moment.',
  ],
  [
    'en',
    'On a joint venture with Renault for electric cars, a Geely spokesman said there were no plans at present.',
  ],
  ['en', 'Geely ruled out a joint venture with Renault to build electric cars in Brazil.'],
  ['en', 'Geely and Renault have no plans to set up a joint venture for electric cars.'],
  [
    'de',
    'Ein Gemeinschaftsunternehmen von Geely und Renault für Elektroautos ist ausgeschlossen, sagte ein Sprecher.',
  ],
  ['de', 'Geely hat keine Pläne für ein Gemeinschaftsunternehmen mit Renault für Elektroautos.'],
  [
    'de',
    'Zu einem Gemeinschaftsunternehmen mit Renault für Elektroautos hieß es bei Geely, es gebe dafür keine Pläne.',
  ],
  ['fr', 'Geely exclut une coentreprise avec Renault dans la voiture électrique.'],
  ['fr', 'Aucun projet de coentreprise avec Renault dans la voiture électrique, assure Geely.'],
  ['es', 'Geely descarta crear una empresa conjunta con Renault para coches eléctricos.'],
  ['es', 'Geely y Renault descartan una empresa conjunta de coches eléctricos.'],
  ['it', 'Geely esclude una joint venture con Renault per le auto elettriche.'],
  ['pt', 'Geely descarta uma joint venture com a Renault para carros elétricos.'],
  ['zh', '吉利表示,公司没有计划与雷诺成立合资公司生产电动汽车。'],
  ['zh', '关于与雷诺成立电动汽车合资公司,吉利表示并无此事。'],
  ['zh', '吉利与雷诺并未成立电动汽车合资公司。'],
  ['zh', '关于吉利与雷诺合资造电动车,吉利回应称暂无计划。'],
  ['zh', '吉利从未与雷诺就电动汽车合资公司进行接触。'],
  ['ja', '吉利汽車はルノーと電気自動車の合弁会社を設立する予定はないと述べた。'],
  ['ja', 'ルノーとの電気自動車の合弁について、吉利は検討もしていないとした。'],
  ['ko', '지리는 르노와 전기차 합작사를 설립할 계획이 없다고 밝혔다.'],
  ['ko', '르노와의 전기차 합작법인 설립과 관련해 지리는 아직 정해진 바 없다고 밝혔다.'],
  ['ko', '지리는 르노와 전기차 합작을 검토한 바 없다고 밝혔다.'],
  ['nl', "Geely heeft geen plannen voor een joint venture met Renault voor elektrische auto's."],
  ['ru', 'Geely не планирует создавать совместное предприятие с Renault по электромобилям.'],
  ['pl', 'Geely nie planuje spółki joint venture z Renault w sprawie aut elektrycznych.'],
  ['cs', 'Geely neplánuje společný podnik s Renaultem na elektromobily.'],
  ['tr', 'Geely, Renault ile elektrikli otomobil ortak girişimi planlamıyor.'],
  ['id', 'Geely tidak berencana membentuk perusahaan patungan mobil listrik dengan Renault.'],
  ['ms', 'Geely tidak bercadang menubuhkan usaha sama kereta elektrik dengan Renault.'],
  ['vi', 'Geely không có kế hoạch thành lập liên doanh ô tô điện với Renault.'],
  ['hu', 'A Geely nem tervez vegyesvállalatot a Renault-val elektromos autókra.'],
  ['sv', 'Geely har inga planer på ett samriskbolag med Renault för elbilar.'],
])('a venture is not planned: %s, %s', (lang, text) => {
  expect(isTagged(lang, text)).toBe(false);
});

test.each([
  ['en', 'Unlike Tesla, Volkswagen builds its electric cars in China in a joint venture with JAC.'],
  ['en', 'The electric car joint venture between Geely and Renault will not be the last, the company said.'],
  ['en', 'The joint venture of Geely and Renault will build electric cars without state aid.'],
  ['en', 'Instead of petrol cars, the joint venture of SAIC and Volkswagen will build electric ones.'],
  ['en', 'Geely and Renault, which never worked together before, set up a joint venture for electric cars.'],
  [
    'en',
    'No other carmaker has as many electric models from a Chinese joint venture as Volkswagen with SAIC.',
  ],
  ['en', 'It is not clear when the electric car joint venture of Geely and Renault will start.'],
  [
    'en',
    'The companies did not say how much they will invest in the electric car joint venture of BYD and Toyota.',
  ],
  ['en', 'Toyota will not raise its stake in its electric car joint venture with BYD.'],
  ['en', 'BYD, not Geely, is the partner of Toyota in the joint venture for electric cars.'],
  ['en', 'Neither BYD nor Toyota would comment on their joint venture for electric cars.'],
  [
    'de',
    'Geely und Renault, die nie zuvor zusammengearbeitet haben, gründen ein Joint Venture für Elektroautos.',
  ],
  ['de', 'Es ist noch nicht klar, wann das Joint Venture von Geely und Renault Elektroautos baut.'],
  ['de', 'Anders als Tesla baut Volkswagen Elektroautos in China in einem Joint Venture mit JAC.'],
  [
    'fr',
    'On ne sait pas encore combien Geely et Renault investiront dans leur coentreprise de voitures électriques.',
  ],
  ['es', 'No se sabe cuánto invertirán Geely y Renault en su empresa conjunta de coches eléctricos.'],
  [
    'es',
    'Geely y Renault, que nunca habían trabajado juntas, crean una empresa conjunta de coches eléctricos.',
  ],
  ['it', 'Non è ancora chiaro quanto Geely e Renault investiranno nella joint venture per auto elettriche.'],
  ['pt', 'Ainda não se sabe quanto a Geely e a Renault vão investir na joint venture de carros elétricos.'],
  [
    'nl',
    "Het is nog niet duidelijk wanneer de joint venture van Geely en Renault elektrische auto's gaat bouwen.",
  ],
  ['zh', '滴滴与广汽埃安成立无人驾驶电动车合资公司。'],
  ['zh', '未来合资公司将由比亚迪和丰田各持股50%,生产纯电动车。'],
  ['zh', '比亚迪与丰田不断推进电动车合资公司建设。'],
  ['zh', '不同于特斯拉,大众与江淮成立了电动车合资公司。'],
  ['zh', '比亚迪和丰田的电动车合资公司尚未盈利。'],
  ['zh', '比亚迪和丰田不仅成立了电动车合资公司,还将共建电池厂。'],
  ['zh', '吉利和雷诺的电动车合资公司不受关税影响。'],
  ['zh', '目前尚不清楚比亚迪与丰田的电动车合资公司何时投产。'],
  ['ja', 'BYDとトヨタはまず電気自動車の合弁会社を設立する。'],
  ['ja', 'BYDとトヨタの合弁会社は電気自動車を年内にも発売するが、価格は決まっていない。'],
  ['ja', 'BYDとトヨタは、出資額を明らかにせず、電気自動車の合弁会社を設立する。'],
  ['ja', 'これまでにない電気自動車をBYDとトヨタの合弁会社が開発する。'],
  ['ko', 'BYD와 토요타는 유례없는 전기차 합작사를 설립한다.'],
  ['ko', 'BYD와 토요타의 전기차 합작사는 아직 흑자를 내지 못했다.'],
  ['ko', 'BYD와 토요타는 투자액을 밝히지 않은 채 전기차 합작사를 설립했다.'],
  ['ko', '전기차뿐 아니라 배터리도 BYD와 토요타의 합작사가 만든다.'],
  ['ru', 'Geely и Renault, ранее не работавшие вместе, создают совместное предприятие по электромобилям.'],
  ['ru', 'Пока неясно, когда совместное предприятие Geely и Renault начнет выпуск электромобилей.'],
  [
    'pl',
    'Nie wiadomo jeszcze, kiedy spółka joint venture Geely i Renault zacznie produkować auta elektryczne.',
  ],
  [
    'tr',
    "Geely ile Renault'nun elektrikli otomobil ortak girişiminin ne zaman üretime başlayacağı henüz belli değil.",
  ],
  ['id', 'Belum jelas kapan perusahaan patungan mobil listrik Geely dan Renault mulai berproduksi.'],
  [
    'ms',
    'Belum jelas bila syarikat usaha sama kereta elektrik Geely dan Renault akan memulakan pengeluaran.',
  ],
  ['vi', 'Chưa rõ khi nào liên doanh ô tô điện của Geely và Renault bắt đầu sản xuất.'],
  [
    'hu',
    'Egyelőre nem tudni, mikor kezdi gyártani az elektromos autókat a Geely és a Renault vegyesvállalata.',
  ],
  ['cs', 'Zatím není jasné, kdy začne společný podnik Geely a Renaultu vyrábět elektromobily.'],
  ['sv', 'Det är ännu inte klart när samriskbolaget mellan Geely och Renault börjar bygga elbilar.'],
  ['en', 'It is not the first joint venture of BYD with a carmaker for electric cars.'],
  ['en', 'No other joint venture in China sells more electric cars than SAIC-GM-Wuling.'],
  ['en', 'Never before has a joint venture of BYD sold so many electric cars.'],
  ['en', 'Nothing stands in the way of the joint venture of Ford and Xiaomi for electric cars.'],
  ['en', 'Without its joint venture with BYD, Toyota would have no electric saloon in China.'],
  ['en', 'Toyota could not have built the electric car without its joint venture with BYD.'],
  ['de', 'Es ist nicht das erste Joint Venture von BYD mit einem Autobauer für Elektroautos.'],
  ['fr', 'Ce n’est pas la première coentreprise de BYD avec un constructeur de voitures électriques.'],
  ['fr', 'Sans sa coentreprise avec BYD, Toyota n’aurait pas de berline électrique en Chine.'],
  ['es', 'No es la primera empresa conjunta de BYD con un fabricante de coches eléctricos.'],
  ['it', 'Non è la prima joint venture di BYD con un costruttore di auto elettriche.'],
  ['pt', 'Não é a primeira joint venture da BYD com uma montadora de carros elétricos.'],
  ['nl', 'Het is niet de eerste joint venture van BYD met een maker van elektrische auto’s.'],
  ['sv', 'Det är inte BYD:s första samriskbolag med en tillverkare av elbilar.'],
  ['pl', 'To nie pierwsza spółka joint venture BYD z producentem samochodów elektrycznych.'],
  ['cs', 'Není to první společný podnik BYD s výrobcem elektromobilů.'],
  ['hu', 'Nem ez a BYD első közös vállalata elektromos autók gyártójával.'],
  ['ru', 'Это не первое совместное предприятие BYD с производителем электромобилей.'],
  ['tr', 'Bu, BYD’nin bir elektrikli otomobil üreticisiyle ilk ortak girişimi değil.'],
  ['id', 'Ini bukan usaha patungan pertama BYD dengan pembuat mobil listrik.'],
  ['ms', 'Ini bukan usaha sama pertama BYD dengan pembuat kereta elektrik.'],
  ['vi', 'Đây không phải liên doanh đầu tiên của BYD với một hãng xe điện.'],
  ['zh', '这不是比亚迪首次与车企成立电动汽车合资公司。'],
  ['ja', 'BYDが自動車メーカーと電気自動車の合弁会社を設立するのは初めてではない。'],
  ['ko', 'BYD가 자동차 회사와 전기차 합작법인을 세운 것은 처음이 아니다.'],
])('another matter is denied: %s, %s', (lang, text) => {
  expect(isTagged(lang, text)).toBe(true);
});
