/** What is neither confirmed nor denied, not commented on, or not ruled out, may come: a rumour. What is denied or ruled out is none. In eighteen languages. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

test.each<[lang: string, text: string]>([
  ['en', 'Ford neither confirmed nor denied a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford would neither confirm nor deny that it plans a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford declined to confirm or deny a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford did not deny that it plans a joint venture with Xiaomi for electric cars.'],
  [
    'en',
    'Reports of a joint venture of Ford and Xiaomi for electric cars were neither confirmed nor denied.',
  ],
  ['de', 'Ein Joint Venture von Ford und Xiaomi für Elektroautos wurde weder bestätigt noch dementiert.'],
  ['de', 'Ford wollte ein Joint Venture mit Xiaomi für Elektroautos weder bestätigen noch dementieren.'],
  ['fr', 'Ford n’a ni confirmé ni démenti une coentreprise avec Xiaomi pour des voitures électriques.'],
  ['fr', 'Ford ne dément pas le projet de coentreprise avec Xiaomi pour des voitures électriques.'],
  ['es', 'Ford no confirmó ni desmintió una empresa conjunta con Xiaomi para coches eléctricos.'],
  ['es', 'Ford ni confirma ni desmiente una empresa conjunta con Xiaomi para coches eléctricos.'],
  ['it', 'Ford non ha né confermato né smentito una joint venture con Xiaomi per le auto elettriche.'],
  ['it', 'Ford non conferma e non smentisce una joint venture con Xiaomi per le auto elettriche.'],
  ['pt', 'A Ford não confirmou nem desmentiu uma joint venture com a Xiaomi para carros elétricos.'],
  ['nl', 'Ford wilde een joint venture met Xiaomi voor elektrische auto’s bevestigen noch ontkennen.'],
  ['sv', 'Ford vill varken bekräfta eller dementera ett samriskbolag med Xiaomi för elbilar.'],
  [
    'pl',
    'Ford ani nie potwierdził, ani nie zdementował spółki joint venture z Xiaomi od samochodów elektrycznych.',
  ],
  ['pl', 'Ford nie zaprzecza, że planuje joint venture z Xiaomi w dziedzinie samochodów elektrycznych.'],
  ['cs', 'Ford společný podnik s Xiaomi na elektromobily nepotvrdil ani nevyvrátil.'],
  [
    'ru',
    'Ford не подтвердил и не опроверг создание совместного предприятия с Xiaomi по выпуску электромобилей.',
  ],
  ['tr', 'Ford, Xiaomi ile elektrikli otomobil ortak girişimini ne doğruladı ne yalanladı.'],
  ['id', 'Ford tidak membenarkan maupun membantah usaha patungan mobil listrik dengan Xiaomi.'],
  ['ms', 'Ford tidak mengesahkan mahupun menafikan usaha sama kereta elektrik dengan Xiaomi.'],
  ['vi', 'Ford không xác nhận cũng không phủ nhận liên doanh xe điện với Xiaomi.'],
  ['zh', '福特对与小米成立电动汽车合资公司的消息既未证实也未否认。'],
  ['zh', '福特没有否认与小米成立电动汽车合资公司的计划。'],
  ['ja', 'フォードは、小米との電気自動車の合弁会社について肯定も否定もしなかった。'],
  ['ja', 'フォードは小米との電気自動車の合弁会社の設立を否定しなかった。'],
  ['ko', '포드는 샤오미와의 전기차 합작법인 설립을 확인도 부인도 하지 않았다.'],
  ['ko', '포드는 샤오미와의 전기차 합작법인 설립을 부인하지 않았다.'],
  ['en', 'Ford does not rule out a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford has not ruled out a joint venture with Xiaomi for electric cars.'],
  ['en', 'A joint venture with Xiaomi for electric cars cannot be ruled out, Ford said.'],
  ['en', 'Ford is not against a joint venture with Xiaomi for electric cars.'],
  ['de', 'Ford schließt ein Joint Venture mit Xiaomi für Elektroautos nicht aus.'],
  ['de', 'Ein Joint Venture mit Xiaomi für Elektroautos sei nicht ausgeschlossen, hieß es bei Ford.'],
  ['fr', 'Ford n’exclut pas une coentreprise avec Xiaomi dans les voitures électriques.'],
  ['fr', 'Une coentreprise avec Xiaomi dans les voitures électriques n’est pas exclue, selon Ford.'],
  ['es', 'Ford no descarta una empresa conjunta con Xiaomi para coches eléctricos.'],
  ['es', 'No se descarta una empresa conjunta de Ford con Xiaomi para coches eléctricos.'],
  ['it', 'Ford non esclude una joint venture con Xiaomi per le auto elettriche.'],
  ['it', 'Non è esclusa una joint venture di Ford con Xiaomi per le auto elettriche.'],
  ['pt', 'A Ford não descarta uma joint venture com a Xiaomi para carros elétricos.'],
  ['pt', 'A Ford não exclui uma joint venture com a Xiaomi para carros elétricos.'],
  ['nl', 'Ford sluit een joint venture met Xiaomi voor elektrische auto’s niet uit.'],
  ['nl', 'Een joint venture van Ford met Xiaomi voor elektrische auto’s is niet uitgesloten.'],
  ['sv', 'Ford utesluter inte ett samriskbolag med Xiaomi för elbilar.'],
  ['pl', 'Ford nie wyklucza spółki joint venture z Xiaomi w dziedzinie samochodów elektrycznych.'],
  ['cs', 'Ford nevylučuje společný podnik s Xiaomi na elektromobily.'],
  ['ru', 'Ford не исключает создания совместного предприятия с Xiaomi по выпуску электромобилей.'],
  ['tr', 'Ford, Xiaomi ile elektrikli otomobil ortak girişimini dışlamıyor.'],
  ['id', 'Ford tidak menutup kemungkinan usaha patungan mobil listrik dengan Xiaomi.'],
  ['ms', 'Ford tidak menolak kemungkinan usaha sama kereta elektrik dengan Xiaomi.'],
  ['vi', 'Ford không loại trừ khả năng lập liên doanh xe điện với Xiaomi.'],
  ['zh', '福特不排除与小米成立电动汽车合资公司。'],
  ['ja', 'フォードは小米との電気自動車の合弁会社の設立を排除しない考えだ。'],
  ['ja', 'フォードは小米との電気自動車の合弁の可能性を否定していない。'],
  ['ko', '포드는 샤오미와의 전기차 합작법인 설립 가능성을 배제하지 않았다.'],
  [
    'en',
    'Ford may form a joint venture with Xiaomi for electric cars, sources said; Ford does not comment on rumours.',
  ],
  [
    'de',
    'Ford könnte mit Xiaomi ein Joint Venture für Elektroautos gründen; Ford kommentiert Gerüchte nicht.',
  ],
  [
    'de',
    'Ford könnte mit Xiaomi ein Joint Venture für Elektroautos gründen, der Konzern wollte sich dazu nicht äußern.',
  ],
  [
    'fr',
    'Ford pourrait créer une coentreprise avec Xiaomi pour des voitures électriques ; Ford ne commente pas les rumeurs.',
  ],
  [
    'es',
    'Ford podría crear una empresa conjunta con Xiaomi para coches eléctricos; Ford no comenta rumores.',
  ],
  [
    'it',
    'Ford potrebbe creare una joint venture con Xiaomi per le auto elettriche, secondo indiscrezioni; Ford non commenta le voci.',
  ],
  [
    'pt',
    'A Ford poderia criar uma joint venture com a Xiaomi para carros elétricos, segundo rumores; a Ford não comenta rumores.',
  ],
  [
    'nl',
    'Naar verluidt begint Ford een joint venture met Xiaomi voor elektrische auto’s; Ford geeft geen commentaar op geruchten.',
  ],
  ['sv', 'Ford sägs bilda ett samriskbolag med Xiaomi för elbilar; Ford kommenterar inte rykten.'],
  [
    'pl',
    'Według plotek Ford założy joint venture z Xiaomi w dziedzinie samochodów elektrycznych; Ford nie komentuje plotek.',
  ],
  ['cs', 'Ford prý založí společný podnik s Xiaomi na elektromobily; Ford spekulace nekomentuje.'],
  [
    'ru',
    'По слухам, Ford создаст совместное предприятие с Xiaomi по выпуску электромобилей; Ford слухи не комментирует.',
  ],
  [
    'tr',
    'Söylentilere göre Ford, Xiaomi ile elektrikli otomobil ortak girişimi kuracak; Ford söylentilere yorum yapmıyor.',
  ],
  ['zh', '有传闻称福特将与小米成立电动汽车合资公司，福特表示不对传闻置评。'],
  [
    'ja',
    'フォードが小米と電気自動車の合弁会社を設けるとの観測があるが、フォードはうわさにはコメントしない。',
  ],
  ['ko', '포드가 샤오미와 전기차 합작법인을 설립한다는 소문이 돌지만, 포드는 소문에 대해 언급하지 않았다.'],
])('%s: %s', (lang, text) => {
  const { tagged, ventures } = tag({ lang, text });
  expect({ tagged, stage: ventures[0]?.stage }).toEqual({ tagged: true, stage: 'rumoured' });
});

test.each<[lang: string, text: string]>([
  ['en', 'Ford ruled out a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford has ruled out forming a joint venture with Xiaomi for electric cars.'],
  ['en', 'Ford denied a report that it is in talks with Xiaomi on an electric-car joint venture.'],
  ['en', 'There is no joint venture between Ford and Xiaomi for electric cars, Ford said.'],
  ['en', 'Ford dismissed the report of an electric-car joint venture with Xiaomi as untrue.'],
  ['de', 'Ford schließt ein Joint Venture mit Xiaomi für Elektroautos aus.'],
  ['de', 'Ford dementiert Gespräche mit Xiaomi über ein Joint Venture für Elektroautos.'],
  ['de', 'Ein Joint Venture mit Xiaomi für Elektroautos ist nicht geplant.'],
  ['fr', 'Ford exclut une coentreprise avec Xiaomi dans les voitures électriques.'],
  ['fr', 'Ford dément négocier avec Xiaomi une coentreprise de voitures électriques.'],
  ['es', 'Ford descarta una empresa conjunta con Xiaomi para coches eléctricos.'],
  ['es', 'Ford niega que negocie una empresa conjunta con Xiaomi para coches eléctricos.'],
  ['it', 'Ford esclude una joint venture con Xiaomi per le auto elettriche.'],
  ['it', 'Ford nega trattative con Xiaomi per una joint venture sulle auto elettriche.'],
  ['pt', 'A Ford descarta uma joint venture com a Xiaomi para carros elétricos.'],
  ['pt', 'A Ford nega uma joint venture com a Xiaomi para carros elétricos.'],
  ['nl', 'Ford sluit een joint venture met Xiaomi voor elektrische auto’s uit.'],
  ['nl', 'Ford ontkent een joint venture met Xiaomi voor elektrische auto’s.'],
  ['sv', 'Ford utesluter ett samriskbolag med Xiaomi för elbilar.'],
  ['sv', 'Ford dementerar ett samriskbolag med Xiaomi för elbilar.'],
  ['pl', 'Ford wyklucza spółkę joint venture z Xiaomi w dziedzinie samochodów elektrycznych.'],
  ['pl', 'Ford dementuje doniesienia o spółce joint venture z Xiaomi od samochodów elektrycznych.'],
  ['cs', 'Ford vyloučil společný podnik s Xiaomi na elektromobily.'],
  ['cs', 'Ford popírá společný podnik s Xiaomi na elektromobily.'],
  ['hu', 'A Ford kizárta, hogy közös vállalatot alapítson a Xiaomival elektromos autókra.'],
  ['hu', 'A Ford cáfolta, hogy közös vállalatot alapít a Xiaomival elektromos autókra.'],
  ['ru', 'Ford исключил создание совместного предприятия с Xiaomi по выпуску электромобилей.'],
  ['ru', 'Ford отрицает создание совместного предприятия с Xiaomi по выпуску электромобилей.'],
  ['tr', 'Ford, Xiaomi ile elektrikli otomobil ortak girişimi iddiasını yalanladı.'],
  ['tr', 'Ford, Xiaomi ile elektrikli otomobil ortak girişimini reddetti.'],
  ['id', 'Ford membantah kabar usaha patungan mobil listrik dengan Xiaomi.'],
  ['ms', 'Ford menafikan laporan usaha sama kereta elektrik dengan Xiaomi.'],
  ['vi', 'Ford bác bỏ tin lập liên doanh xe điện với Xiaomi.'],
  ['zh', '福特排除与小米成立电动汽车合资公司的可能。'],
  ['zh', '福特否认将与小米成立电动汽车合资公司。'],
  ['ja', 'フォードは小米との電気自動車の合弁会社の設立を否定した。'],
  ['ja', 'フォードは小米との電気自動車の合弁の可能性を排除した。'],
  ['ko', '포드는 샤오미와의 전기차 합작법인 설립설을 부인했다.'],
  ['ko', '포드는 샤오미와의 전기차 합작법인 설립 가능성을 배제했다.'],
  ['de', 'Zu Gerüchten über ein Joint Venture mit Xiaomi für Elektroautos sagt Ford: das plane man nicht.'],
  [
    'es',
    'Ante los rumores de una empresa conjunta de coches eléctricos con Xiaomi, Ford asegura que no la habrá.',
  ],
])('denied, %s: %s', (lang, text) => {
  expect(tag({ lang, text }).tagged).toBe(false);
});

test('who concludes a venture with somebody from somewhere rules nothing out', () => {
  const text = 'Ford schließt ein Joint Venture für Elektroautos mit Xiaomi aus Peking.';
  expect(tag({ lang: 'de', text }).tagged).toBe(true);
});
