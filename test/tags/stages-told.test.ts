/** How far a venture has come, told in the idioms of eighteen languages. */
import { expect, test } from 'vitest';
import type { Stage } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

test.each<[lang: string, stage: Stage, text: string]>([
  // What is put off does not work yet, but a venture that puts off its next car does.
  ['en', 'operating', "Stellantis and Leapmotor's joint venture postponed the launch of its electric SUV."],
  [
    'en',
    'signed',
    'BYD and Siam Motors have put off a joint venture that was to build batteries for electric cars in Rayong.',
  ],
  ['en', 'signed', 'Great Wall and Magna postpone their electric-car joint venture in Austria.'],
  ['de', 'signed', 'BYD und Siam Motors verschieben ihr Gemeinschaftsunternehmen für Elektroauto-Batterien.'],
  ['es', 'signed', 'BYD y Siam Motors aplazan la empresa conjunta de baterías para coches eléctricos.'],
  ['fr', 'signed', 'BYD et Siam Motors reportent leur coentreprise de batteries pour voitures électriques.'],
  ['it', 'signed', 'BYD e Siam Motors rinviano la joint venture per batterie di auto elettriche a Rayong.'],
  ['pt', 'signed', 'BYD e Siam Motors adiaram a joint venture de baterias para carros elétricos em Rayong.'],
  ['en', 'dissolved', 'Renault pulls the plug on its electric-car joint venture with Dongfeng in Wuhan.'],
  [
    'en',
    'expanded',
    'A second hall is going up at the electric-car joint venture of BYD and Daimler in Shenzhen.',
  ],
  [
    'en',
    'restructured',
    'GM will take charges as its electric-car joint venture with SAIC spends a further two billion dollars on closing plants.',
  ],
  ['en', 'rumoured', 'Chatter about a joint venture of Ford and Xiaomi for electric cars moved both shares.'],
  [
    'de',
    'restructured',
    'Gesellschafterwechsel bei der gemeinsamen Batteriefirma von Bosch und Gotion für Elektroautos.',
  ],
  [
    'de',
    'dissolved',
    'Über das Gemeinschaftsunternehmen von Bosch und BYD für Elektroautos läuft das Insolvenzverfahren.',
  ],
  [
    'fr',
    'dissolved',
    'Renault et Dongfeng mettent un terme à leur coentreprise de voitures électriques à Wuhan.',
  ],
  [
    'fr',
    'talks',
    'Renault et BYD : « nous étudions » une coentreprise de voitures électriques, rien n’est tranché.',
  ],
  [
    'es',
    'dissolved',
    'La empresa conjunta de coches eléctricos de Renault y BYD baja la persiana y entra en liquidación.',
  ],
  [
    'es',
    'signed',
    'CATL y Stellantis anuncian una fábrica de baterías de su empresa conjunta para coches eléctricos.',
  ],
  ['it', 'signed', 'BYD e Iveco annunciano una fabbrica di autobus elettrici della loro joint venture.'],
  [
    'it',
    'operating',
    'La joint venture di BYD e Iveco, che fabbrica autobus elettrici a Foggia, cambia capo.',
  ],
  [
    'pt',
    'signed',
    'CATL e Stellantis anunciam uma fábrica de baterias da sua joint venture para carros elétricos.',
  ],
  ['pt', 'operating', 'A joint venture da BYD e da Marcopolo, que fabrica ônibus elétricos, muda de chefe.'],
  [
    'pt',
    'operating',
    'Sindicato fala em fechamento de fábrica na joint venture da BYD e da Marcopolo, que fabrica ônibus elétricos.',
  ],
  ['en', 'restructured', "GAC is to buy Honda's stake in their electric-car joint venture."],
  ['en', 'restructured', "Dongfeng takes over Renault's interest in the joint venture for electric cars."],
  ['en', 'restructured', 'Daimler transfers its 50% in the electric joint venture to BYD.'],
  ['de', 'restructured', 'Honda verkauft Anteil am Gemeinschaftsunternehmen mit GAC für Elektroautos.'],
  ['en', 'dissolved', 'Tata turned down an offer by Chery to set up an electric-car joint venture.'],
  ['en', 'dissolved', 'Honda has rejected a proposal from BYD for a joint venture to build electric cars.'],
  ['en', 'rumoured', 'Seat and Chery are reported to be planning an electric-car joint venture.'],
  ['en', 'approved', 'The electric-car joint venture of Seat and Chery has obtained all permits.'],
  ['it', 'dissolved', 'Cala il sipario sulla joint venture di auto elettriche tra Iveco e BYD.'],
  ['pt', 'dissolved', 'A joint venture de carros elétricos da Renault e da BYD em Curitiba foi extinta.'],
  ['nl', 'dissolved', 'DAF en BYD trekken de stekker uit hun joint venture voor elektrische vrachtwagens.'],
  ['sv', 'dissolved', 'Volvo och BYD avvecklar sitt samriskbolag för elbilar.'],
  ['pl', 'dissolved', 'Sąd ogłosił upadłość spółki joint venture Renault i BYD od samochodów elektrycznych.'],
  ['cs', 'mou', 'Renault a BYD parafovaly rámcové ujednání o společném podniku na elektromobily.'],
  ['hu', 'restructured', 'A Daimler nagy üzletrészt engedett át a BYD-nek a közös villanyautós vállalatban.'],
  ['ru', 'restructured', 'Volkswagen берёт верх в СП с JAC по выпуску электромобилей.'],
  ['tr', 'talks', 'Karsan ile BYD elektrikli otobüs için ortak girişim pazarlığında.'],
  ['id', 'talks', 'Indomobil dan BYD masih tawar-menawar soal usaha patungan mobil listrik.'],
  ['ms', 'talks', 'Tan Chong dan BYD masih dalam rundingan mengenai usaha sama kereta elektrik.'],
  ['ms', 'mou', 'Tan Chong dan BYD menandatangani memorandum persefahaman untuk usaha sama kereta elektrik.'],
  ['ms', 'approved', 'MITI meluluskan usaha sama kereta elektrik Tan Chong dan BYD.'],
  ['ms', 'operating', 'Kilang usaha sama Tan Chong dan BYD mula memasang kereta elektrik minggu lalu.'],
  [
    'ms',
    'restructured',
    'BYD menaikkan pegangannya dalam usaha sama kereta elektrik dengan Tan Chong daripada 49 peratus kepada 70 peratus.',
  ],
  [
    'ms',
    'dissolved',
    'Usaha sama kereta elektrik Tan Chong dan BYD digulung selepas gagal mendapatkan pembiayaan.',
  ],
  ['vi', 'expanded', 'Liên doanh xe điện của BYD và Daimler mở thêm nhà máy thứ hai.'],
  ['zh', 'restructured', '合资公司股权格局生变：比亚迪在与戴姆勒的电动车合资公司中持股由五成升至九成。'],
  [
    'ja',
    'rumoured',
    '日産自動車が奇瑞汽車と英サンダーランド工場で電気自動車を合弁生産する案が浮上している。英紙が19日報じた。',
  ],
  ['ja', 'approved', 'トヨタの株主総会は、BYDとの電気自動車の合弁会社を設ける議案を可決した。'],
  ['ko', 'rumoured', '기아와 BYD의 전기차 합작법인 설이 증권가에 나돌고 있다.'],
  [
    'en',
    'dissolved',
    'POSCO Future M has scrapped the plan to build a cathode plant with Huayou, a joint venture for electric-car batteries agreed in 2023.',
  ],
  ['ko', 'dissolved', '포스코퓨처엠은 화유코발트와 짓기로 한 전기차 배터리 합작공장 건설을 철회했다.'],
  ['en', 'dissolved', 'Honda and GAC are winding down their joint venture for electric cars in Guangzhou.'],
  ['en', 'dissolved', 'India has rejected a proposal by BYD and Tata for an electric-car joint venture.'],
  ['en', 'dissolved', 'Ottawa turned down the joint venture of BYD and Magna for electric buses.'],
  [
    'en',
    'operating',
    'The joint venture for electric-car batteries, in which BYD partners with Renault, has reached commissioning.',
  ],
  ['it', 'operating', 'A fine 2021 la joint venture di BYD e Iveco ha prodotto i primi autobus elettrici.'],
  [
    'pt',
    'operating',
    'No fim de 2021 a joint venture da BYD com a Marcopolo fez os primeiros ônibus elétricos.',
  ],
  ['pt', 'rumoured', 'Uma possível joint venture da BYD com a Renault para carros elétricos anima a bolsa.'],
  [
    'tr',
    'signed',
    'BYD ile Renault, yarı yarıya ortaklık yapısına dayalı elektrikli otomobil ortak girişimini kurdu.',
  ],
])('%s: %s', (lang, stage, text) => {
  expect(tag({ lang, text }).ventures[0]?.stage).toBe(stage);
});
