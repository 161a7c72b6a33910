/** An approval that is still awaited is none; one that was given is. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());
const stageOf = (lang: string, text: string) => tag({ lang, text }).ventures[0]?.stage;

test.each([
  ['en', 'The joint venture of BYD and Renault for electric cars is subject to regulatory approval.'],
  ['en', 'BYD and Renault have applied to the regulators for a joint venture for electric cars.'],
  ['en', 'The electric-car joint venture of BYD and Renault still has to be approved by the cartel office.'],
  ['de', 'Das Joint Venture von BYD und Renault für Elektroautos bedarf noch der Genehmigung.'],
  ['de', 'BYD und Renault gründen ein Joint Venture für Elektroautos, die Behörden müssen noch zustimmen.'],
  [
    'fr',
    "La coentreprise de BYD et Renault dans les voitures électriques est soumise à l'approbation de Pékin.",
  ],
  ['es', 'La empresa conjunta de BYD y Renault para coches eléctricos está pendiente de aprobación.'],
  ['it', "La joint venture di BYD e Renault per auto elettriche è soggetta all'approvazione delle autorità."],
  ['pt', 'A joint venture da BYD e da Renault para carros elétricos aguarda aprovação.'],
  ['nl', 'De joint venture van BYD en Renault voor elektrische auto’s wacht op goedkeuring.'],
  ['pl', 'Spółka joint venture BYD i Renault od samochodów elektrycznych wymaga zgody władz.'],
  ['cs', 'Společný podnik BYD a Renaultu na elektromobily čeká na povolení.'],
  ['hu', 'A BYD és a Renault elektromosautó-gyártó vegyesvállalata hatósági engedélyre vár.'],
  ['ro', 'Societatea mixtă BYD-Renault pentru mașini electrice așteaptă aprobarea autorităților.'],
  ['sv', 'BYD:s och Renaults samriskbolag för elbilar väntar på godkännande.'],
  ['ru', 'Совместное предприятие BYD и Renault по выпуску электромобилей ждёт одобрения властей.'],
  ['tr', 'BYD ile Renault’nun elektrikli otomobil ortak girişimi onay bekliyor.'],
  ['id', 'Usaha patungan BYD dan Renault untuk mobil listrik menunggu persetujuan pemerintah.'],
  ['vi', 'Liên doanh ô tô điện của BYD và Renault đang chờ phê duyệt.'],
  ['zh', '比亚迪与雷诺的电动汽车合资公司尚需监管部门批准。'],
  ['ja', 'BYDとルノーの電気自動車の合弁会社は当局の認可待ちだ。'],
  ['ko', 'BYD와 르노의 전기차 합작법인은 당국의 승인을 기다리고 있다.'],
  ['ar', 'المشروع المشترك بين بي واي دي ورينو للسيارات الكهربائية بانتظار موافقة الجهات الرقابية.'],
])('awaited, %s: %s', (lang, text) => {
  expect(stageOf(lang, text)).not.toBe('approved');
});

test.each([
  ['en', 'The cartel office has approved the joint venture of BYD and Renault for electric cars.'],
  ['de', 'Das Kartellamt hat das Joint Venture von BYD und Renault für Elektroautos genehmigt.'],
  ['fr', 'Pékin a approuvé la coentreprise de BYD et Renault dans les voitures électriques.'],
  ['it', "L'antitrust ha autorizzato la joint venture di BYD e Renault per auto elettriche."],
  ['zh', '比亚迪与雷诺的电动汽车合资公司获监管部门批准。'],
  ['ko', '당국은 BYD와 르노의 전기차 합작법인을 승인했다.'],
])('given, %s: %s', (lang, text) => {
  expect(stageOf(lang, text)).toBe('approved');
});
