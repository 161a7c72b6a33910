/** What befalls a venture that goes on: cars that it calls back, whoever says so, and people whom it lets go. */
import { expect, test } from 'vitest';
import type { Stage } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

test.each<[lang: string, stage: Stage, text: string]>([
  ['en', 'restructured', 'Dongfeng Honda will cut 2,000 jobs at its electric-car plants in Wuhan.'],
  [
    'en',
    'restructured',
    'SAIC Volkswagen has laid off a tenth of the staff at its electric-car plant in Anting.',
  ],
  [
    'de',
    'restructured',
    'Mercedes streicht beim Gemeinschaftsunternehmen Beijing Benz 2.000 Stellen, weil sich Elektroautos schlecht verkaufen.',
  ],
  [
    'fr',
    'restructured',
    'Dongfeng Honda supprimera 2 000 emplois dans ses usines de voitures électriques à Wuhan.',
  ],
  [
    'es',
    'restructured',
    'Dongfeng Honda recortará 2.000 empleos en sus plantas de coches eléctricos de Wuhan.',
  ],
  ['ja', 'restructured', '東風ホンダは、電気自動車の工場の人員を2000人削減する。'],
  ['ko', 'restructured', '둥펑혼다는 전기차 공장에서 2000명을 감원한다.'],
  ['zh', 'restructured', '东风本田将裁员2000人，电动车工厂也在其列。'],
  ['en', 'operating', 'Changan Mazda is recalling 9,318 electric cars, China’s market regulators said.'],
  ['zh', 'operating', '市场监管总局消息，长安马自达召回9318辆纯电动汽车。'],
  ['ja', 'operating', '中国当局によると、長安マツダは電気自動車9318台をリコールする。'],
  ['ko', 'operating', '중국 당국에 따르면 베이징현대는 전기차 9318대를 리콜한다.'],
  ['de', 'operating', 'Beijing Benz ruft nach Angaben der Behörden 9318 Elektroautos zurück.'],
])('%s: %s', (lang, stage, text) => {
  expect(tag({ lang, text, publishedAt: '2026-04-13' }).ventures[0]?.stage).toBe(stage);
});
