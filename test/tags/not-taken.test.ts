/** A venture that was weighed and set aside for a plant of one's own, or offered and not taken, is none, in any language. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());
const isTagged = (lang: string, text: string): boolean =>
  tag({ text, lang, publishedAt: '2026-03-10' }).tagged;

test.each<[lang: string, text: string]>([
  ['en', 'Volvo considered a joint venture with BYD for electric cars but will build the plant alone.'],
  ['de', 'Volvo erwog ein Gemeinschaftsunternehmen mit BYD für Elektroautos, baut das Werk nun aber allein.'],
  [
    'fr',
    "Volvo a envisagé une coentreprise avec BYD pour des voitures électriques mais construira l'usine seul.",
  ],
  [
    'es',
    'Volvo barajó una empresa conjunta con BYD para coches eléctricos, pero construirá la planta en solitario.',
  ],
  [
    'it',
    'Volvo ha valutato una joint venture con BYD per le auto elettriche, ma costruirà lo stabilimento da sola.',
  ],
  [
    'pt',
    'A Volvo avaliou uma joint venture com a BYD para carros elétricos, mas vai construir a fábrica sozinha.',
  ],
  [
    'nl',
    "Volvo overwoog een joint venture met BYD voor elektrische auto's, maar bouwt de fabriek nu alleen.",
  ],
  [
    'pl',
    'Volvo rozważało spółkę joint venture z BYD do produkcji aut elektrycznych, ale zbuduje fabrykę samodzielnie.',
  ],
  ['sv', 'Volvo övervägde ett samriskbolag med BYD för elbilar men bygger fabriken själv.'],
  [
    'ru',
    'Volvo рассматривала совместное предприятие с BYD для выпуска электромобилей, но построит завод самостоятельно.',
  ],
  ['cs', 'Volvo zvažovalo společný podnik s BYD pro elektromobily, ale závod postaví samo.'],
  [
    'id',
    'Volvo mempertimbangkan perusahaan patungan dengan BYD untuk mobil listrik, tetapi akan membangun pabrik sendiri.',
  ],
  [
    'vi',
    'Volvo từng cân nhắc liên doanh với BYD để sản xuất ô tô điện nhưng cuối cùng tự xây nhà máy một mình.',
  ],
  [
    'hu',
    'A Volvo mérlegelt egy közös vállalatot a BYD-vel elektromos autókra, de végül egyedül építi fel a gyárat.',
  ],
  [
    'tr',
    'Volvo, BYD ile elektrikli otomobil için bir ortak girişimi değerlendirdi ancak fabrikayı tek başına kuracak.',
  ],
  ['zh', '沃尔沃曾考虑与比亚迪成立电动汽车合资公司，但最终决定独自建厂。'],
  ['ja', 'ボルボはBYDとの電気自動車の合弁会社を検討したが、最終的に単独で工場を建てる。'],
  ['ko', '볼보는 BYD와 전기차 합작법인을 검토했지만 결국 단독으로 공장을 짓는다.'],
  ['en', 'Volvo turned down a joint venture with BYD for electric cars.'],
  ['nl', "Volvo wijst een joint venture met BYD voor elektrische auto's af."],
  ['pl', 'Volvo odrzuciło propozycję spółki joint venture z BYD dla aut elektrycznych.'],
  ['sv', 'Volvo tackade nej till ett samriskbolag med BYD för elbilar.'],
  ['ru', 'Volvo отказалась от совместного предприятия с BYD по выпуску электромобилей.'],
  ['cs', 'Volvo odmítlo společný podnik s BYD pro elektromobily.'],
  ['tr', 'Volvo, BYD ile elektrikli otomobil ortak girişimini reddetti.'],
  ['id', 'Volvo menolak perusahaan patungan dengan BYD untuk mobil listrik.'],
  ['ms', 'Volvo menolak usaha sama dengan BYD untuk kereta elektrik.'],
  ['vi', 'Volvo từ chối liên doanh với BYD để sản xuất ô tô điện.'],
  ['de', 'Volvo lehnt ein Gemeinschaftsunternehmen mit BYD für Elektroautos ab.'],
  ['fr', 'Volvo refuse une coentreprise avec BYD pour des voitures électriques.'],
  ['es', 'Volvo rechazó una empresa conjunta con BYD para coches eléctricos.'],
  ['it', 'Volvo respinge una joint venture con BYD per le auto elettriche.'],
  ['pt', 'A Volvo recusa uma joint venture com a BYD para carros elétricos.'],
  ['zh', '沃尔沃拒绝与比亚迪成立电动汽车合资公司。'],
  ['ja', 'ボルボはBYDとの電気自動車の合弁を断った。'],
  ['ko', '볼보는 BYD와의 전기차 합작을 거절했다.'],
])('%s: %s', (lang, text) => {
  expect(isTagged(lang, text)).toBe(false);
});

test.each<[lang: string, text: string]>([
  [
    'en',
    'Volvo is considering a joint venture with BYD for electric cars but may keep the plant of its own.',
  ],
  ['ru', 'Volvo не отказалась от совместного предприятия с BYD по выпуску электромобилей.'],
  ['zh', '沃尔沃曾考虑独自建厂，但最终决定与比亚迪成立电动汽车合资公司。'],
])('still one: %s: %s', (lang, text) => {
  expect(isTagged(lang, text)).toBe(true);
});
