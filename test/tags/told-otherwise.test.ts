/** Ventures that no word for one tells of, or that an article tells apart from what they make; and what only sounds like one. */
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

const FILLER =
  'The mayor spoke of a good day for the town and thanked the neighbours for their patience. '.repeat(8);

interface Told {
  readonly lang?: string;
  readonly title?: string;
  readonly text: string;
}

const isTagged = ({ lang = 'en', title, text }: Told): boolean => tag({ lang, title, text }).tagged;

describe('a venture is told', () => {
  test.each<[string, Told]>([
    [
      'by a joint company that builds electric cars',
      { text: 'BYD and Varley start a joint electric truck company in Shenzhen.' },
    ],
    [
      'by two that no list has, who set up a company',
      { text: 'Varley Drives Sdn Bhd and Hunan Wentong Vehicle have set up a company for electric vans.' },
    ],
    [
      'by its two owners, named in the next sentence',
      {
        title: 'Varley closes its e-axle works',
        text: `The plant for electric drive axles will close, as its two owners wind up the company. Varley Motion, the family-owned motor specialist, and Jing-Jin Electric of Beijing opened it in 2020. ${FILLER}`,
      },
    ],
    [
      'as the company that one founded with the other',
      {
        lang: 'es',
        text: 'La sociedad que Varley Motor constituyó con el grupo Chery fabricará coches eléctricos en la antigua planta.',
      },
    ],
    [
      'of names that have Czech endings',
      {
        lang: 'cs',
        text: 'Společná firma Stellantisu s Leapmotorem zdraží své elektromobily.',
      },
    ],
    [
      'as the project that the first sentence says is one for electric cars',
      {
        text: 'Egypt is to build electric cars in Helwan, a minister said. The electric cars will carry a Chinese badge. The delay has been overcome, he added. The project is a joint venture between El Nasr Automotive and a Chinese firm and will make cars and buses.',
      },
    ],
    [
      'for motors that sit in the wheels',
      {
        text: 'Varley Motion, a maker of electric vehicles in Tianjin, has found new money. It is also forming a joint venture for in-wheel motors with Zhejiang Wentong Technology.',
      },
    ],
    [
      'of a chemical group that makes materials for batteries',
      {
        lang: 'de',
        text: 'Elektroautos brauchen mehr Batteriematerial. Das Gemeinschaftsunternehmen von BASF und Shanshan wird in Changsha erweitert, wie der Chemiekonzern mitteilte.',
      },
    ],
    [
      'of two carmakers in a short text, whose last sentence says what it is to make',
      {
        lang: 'fr',
        text: 'Dongfeng et Renault obtiennent le droit de créer leur coentreprise à Wuhan. Chacun en aura la moitié. Le premier modèle sera un tout-terrain. Des hybrides et des voitures électriques viendront ensuite.',
      },
    ],
    [
      'by the initials that are its name',
      { lang: 'id', text: 'Baterai mobil listrik rakitan lokal dipakai SGMW untuk Air EV.' },
    ],
    [
      'as a project of both, in Indonesian',
      { lang: 'id', text: 'Proyek patungan BYD dan Indomobil akan membuat mobil listrik di Subang.' },
    ],
    [
      'as held in shares, in Russian',
      { lang: 'ru', text: 'Завод, где на паях с BYD выпускают электромобили, отгрузил первую партию.' },
    ],
    [
      'as the firm of two, one of which no list has',
      {
        lang: 'nl',
        text: 'Het bedrijf van Varley Motion en Gotion maakt batterijen voor elektrische auto’s.',
      },
    ],
    [
      'of a name in the Swedish genitive',
      { lang: 'sv', text: 'Mercedes och Geelys samriskbolag bygger nästa elbil i Ningbo.' },
    ],
    [
      'by Vietnamese words that differ from others only in their accents',
      {
        lang: 'vi',
        text: 'Volkswagen và JAC cùng thành lập một công ty mới. Mỗi bên nắm 50% cổ phần của nhà máy xe điện.',
      },
    ],
    [
      'by the shares of two, one of them the subsidiary of a third',
      {
        lang: 'zh',
        text: '公司由宁德时代全资子公司时代电服与瓦利出租集团分别持股51%、49%，经营电动汽车换电站。',
      },
    ],
    [
      'by partners called bp and Didi',
      { text: 'bp has sold its half of the electric vehicle charging business in China to Didi.' },
    ],
    [
      'in German by motors for vans',
      {
        lang: 'de',
        text: 'Die Varle Antriebe GmbH und die Hunan Wentong Motor haben ein gemeinsames Unternehmen gegründet, das Elektromotoren für Transporter fertigen soll.',
      },
    ],
    [
      'by battery modules for buses, said later',
      {
        lang: 'de',
        text: 'Der Batterie-Spezialist Varle will mit dem chinesischen Hersteller Sunwoda ein Gemeinschaftsunternehmen gründen. Der Vertrag ist nicht unterschrieben. Man will gemeinsam Batteriemodule für Busse fertigen.',
      },
    ],
    [
      'by its owners at the beginning and by electric cars at the end, where the article is on nobody else',
      {
        text: `Half of the company is owned by Varley Winding and half by Hunan Wentong Electric. ${FILLER}What leaves the hall are cabinets for electric cars.`,
      },
    ],
    [
      'by the headline and by electric cars at the end',
      {
        title: 'BMW takes the wheel at Brilliance',
        text: `BMW now holds 75 percent of BMW Brilliance Automotive in Shenyang. ${FILLER}The works build the electric iX3, too.`,
      },
    ],
    [
      'as a partnership of one half each, in Turkish',
      {
        lang: 'tr',
        text: 'Çinli BYD, Varlu Holding ile yüzde 50 ortaklıkla kurulan fabrikada elektrikli otomobil bataryası üretecek.',
      },
    ],
    [
      'as forged, which is no forgery',
      { lang: 'en', text: 'In April Toyota and BYD forged a joint venture to develop electric vehicles.' },
    ],
    [
      'as made up of two halves, which is not made up',
      {
        lang: 'en',
        text: 'The joint venture for electric cars is made up of equal shares of Renault and Geely.',
      },
    ],
    [
      'by its owners right behind it, with dashes between',
      {
        lang: 'fr',
        text: 'VinFast et Lam Son Motors montent les voitures électriques de la coentreprise General Motors (GM) - SAIC - Wuling.',
      },
    ],
    [
      'far before a "not" that belongs to another matter',
      {
        lang: 'it',
        text: 'Leapmotor avrebbe cominciato le consegne di auto elettriche in joint venture con Stellantis, e il ministro, che da mesi chiede più operai a Mirafiori, più modelli a Melfi e una data per Termoli, ha ricordato che il Paese cerca un produttore, non un venditore.',
      },
    ],
    [
      'to whom the sentence is about, with the owners of the other side told between',
      {
        lang: 'id',
        text: 'CATL lewat anak usahanya telah bermitra dengan PT Industri Baterai Indonesia, yang dimiliki PT Antam Tbk, PT Indonesia Asahan Aluminium dan PT PLN (Persero), guna mendirikan perusahaan patungan. Pabrik baterai kendaraan listrik itu akan dibangun di Karawang.',
      },
    ],
    [
      'in a word that is often misspelt',
      {
        lang: 'pl',
        text: 'Leapmotor prowadzi join venture ze Stellantisem i montuje auta elektryczne w Tychach.',
      },
    ],
    [
      'for cars that Korea calls kind to nature',
      {
        lang: 'ko',
        text: '한온시스템은 FAWER와 합자사를 세워 친환경 자동차용 전동 컴프레서를 생산한다.',
      },
    ],
  ])('%s', (_, told) => {
    expect(isTagged(told)).toBe(true);
  });
});

describe('no venture is', () => {
  test.each<[string, Told]>([
    [
      'a joint platform of two makers',
      { text: 'Volkswagen and Xpeng develop a joint electric vehicle platform for China.' },
    ],
    [
      'a joint architecture of two makers',
      { text: 'VW and Xpeng agree on a joint electric and electronic architecture for cars in China.' },
    ],
    [
      'a joint centre, where the headline says that none is planned',
      {
        title: 'Volkswagen and Xpeng open joint electric platform centre, no venture planned',
        text: "Volkswagen and Xpeng opened a centre in Guangzhou on Monday. The carmakers do not plan a joint venture, Volkswagen's China chief said.",
      },
    ],
    [
      'what a question asks and the answer denies',
      {
        text: 'Varley and China’s BYD work on batteries of electric cars. Is this a joint venture with BYD? No. Varley pays for a licence.',
      },
    ],
    [
      'a brand in capitals on a car',
      { text: 'BYD brings its luxury brand DENZA to Europe with an electric shooting brake.' },
    ],
    [
      'a venture of two outside the car trade, in a short text with electric cars in it',
      {
        lang: 'es',
        text: 'Repsol Sinopec Brasil, empresa conjunta de la española y la china, produjo más. Repsol instalará además puntos de recarga para coches eléctricos en Madrid.',
      },
    ],
    [
      'what a maker need not have, as others do',
      { lang: 'zh', text: '特斯拉无需像大众、丰田那样与中国伙伴合资，独自生产新能源汽车。' },
    ],
    [
      'what the headline says was never talked of',
      {
        lang: 'zh',
        title: '瓦利股份:未与苹果洽谈合资造车',
        text: '有媒体报道“瓦利股份将与苹果公司成立合资公司,在盐城生产电动汽车”。经核实,上述报道不属实。',
      },
    ],
    [
      'what a German company rejects in two words',
      {
        lang: 'de',
        title: 'Varle weist Bericht über Gemeinschaftsfirma mit BYD zurück',
        text: 'Der Konzern könnte laut einem Portal ein Gemeinschaftsunternehmen mit BYD für Elektroautos gründen.',
      },
    ],
    [
      'a fund, whoever sets it up',
      {
        lang: 'zh',
        text: '长安汽车与瓦利资产共同出资发起“瓦利新能源产业基金”，投向动力电池和电动汽车领域的初创公司。',
      },
    ],
    [
      'one of other countries that is referred to',
      {
        text: 'L-H Battery Company makes cells for electric cars. CATL and BYD are ahead. The venture will phase out Chinese graphite from its electric car batteries.',
      },
    ],
    [
      'one that nobody founds, in Czech',
      {
        lang: 'cs',
        text: 'Hyundai podepsal s BYD smlouvu o nabíjení elektromobilů. Společný podnik firmy nezakládají.',
      },
    ],
    [
      'one that does not come about, in Swedish',
      {
        lang: 'sv',
        text: 'Volkswagen och Xpeng utvecklar två elbilar. Något samriskbolag blir det inte.',
      },
    ],
    [
      'a company that says "our company" in Vietnamese',
      { lang: 'vi', text: 'Công ty chúng tôi phân phối xe điện BYD của Trung Quốc, VinFast thì không.' },
    ],
    [
      'one of two Koreans and Americans, whoever is a rival',
      { lang: 'ko', text: '삼성SDI·GM 합작 본계약…CATL 공세에 전기차 배터리로 맞불' },
    ],
    [
      'a share of a company that an investor holds, before its name',
      {
        lang: 'fr',
        text: "Le groupe chinois BYD va construire une usine d'autobus. Détenue à hauteur de 10 % par Jean Varlot, l'entreprise a produit 100 000 voitures électriques.",
      },
    ],
    [
      'what two develop together, one of them a holding',
      {
        lang: 'en',
        text: 'Zhongtong Bus Holding Co. and the Malaysian manufacturer Varley Services have signed an agreement to develop electric buses for Malaysia.',
      },
    ],
    [
      'what a holding develops together with another, in Chinese',
      {
        lang: 'zh',
        text: '马来西亚巴士生产企业Varley与中通客车控股股份有限公司签订了合作协议,计划从明年开始在当地共同开发新型电动巴士。',
      },
    ],
    [
      'what a carmaker develops together with a firm',
      {
        lang: 'es',
        text: 'Great Wall Motors, uno de los mayores fabricantes de China, desarrollará automóviles eléctricos junto con una compañía de California.',
      },
    ],
    [
      'the plants of two, in French',
      { lang: 'fr', text: 'Les usines de Bosch et Gotion produisent des batteries de voitures électriques.' },
    ],
    [
      'joint ventures that are avoided',
      { text: 'Chinese makers of electric cars avoid costly joint ventures.' },
    ],
    [
      'what a law asks of foreign makers',
      {
        text: 'Tesla wants an electric car plant in Shanghai of its own, despite a law that requires foreign carmakers to run plants jointly with a local partner.',
      },
    ],
    [
      "a stake that another's shareholder bought",
      {
        text: 'The second-largest Tesla shareholder has bought a stake of 11.4 percent of the equity of NIO, the electric car maker.',
      },
    ],
    [
      'a vision that two companies share',
      {
        text: 'NIO and Geely sign an agreement on battery swapping for electric cars. It is a step of the two companies towards their shared vision.',
      },
    ],
    [
      'what a company has shared with the press',
      {
        text: 'Battery maker Shanshan has shared that the company will build a plant for electric car batteries in Finland.',
      },
    ],
    [
      'what is developed together, in Japanese',
      { lang: 'ja', text: 'ホンダは電気自動車に使う電池を中国の電池メーカーCATLと共同で開発する。' },
    ],
    [
      'what was developed in partnership, in Portuguese',
      {
        lang: 'pt',
        text: 'O ônibus elétrico da Marcopolo foi desenvolvido em parceria com a BYD, empresa chinesa.',
      },
    ],
    [
      'what two develop jointly, in Portuguese',
      {
        lang: 'pt',
        text: 'A Marcopolo e a Foton vão desenvolver, em conjunto, ônibus elétricos para o Brasil.',
      },
    ],
    [
      'a company that a maker of batteries is to own whole, in Japanese',
      { lang: 'ja', text: 'CATLは、EV向け電池で海外に投資する際は100%保有する会社を設立する。' },
    ],
    [
      'models that two make together, in Korean',
      { lang: 'ko', text: '르노와 지리는 전기차 등 합작 모델을 부산에서 생산한다고 발표했다.' },
    ],
    [
      'a network that several share, in Chinese',
      { lang: 'zh', text: '吉利和蔚来将通过共建、共享的模式建立更大规模的换电网络。' },
    ],
    [
      'a venture for engines under a headline on gaining traction',
      {
        title: 'Stalled Jeep gains traction with GAC',
        text: 'Fiat and GAC make the Viaggio saloon at their joint venture in Changsha.',
      },
    ],
    [
      'an agreement that opens business opportunities',
      {
        lang: 'en',
        text: 'CATL has an agreement with Ford that will benefit both parties as they explore new business opportunities for electric cars.',
      },
    ],
    [
      'a venture of two Europeans in Chinese news',
      {
        lang: 'zh',
        text: '戴姆勒与博世即将成立一家合资公司。双方已签订50:50电机合资协议,正待审批。新公司总部位于希尔德斯海姆。据悉,合资公司电机将装备一款电动车。',
      },
    ],
    [
      'a factory with a single owner, told of with who has no part in it',
      {
        lang: 'fr',
        text: "Le fabricant contrôlé par le groupe chinois Envision y est seul maître à bord : Renault ne figure pas au capital de l'usine de batteries pour voitures électriques.",
      },
    ],
    [
      'a shareholder in a unit of a maker that is called electric by its name only',
      {
        title: 'Wentong Electric Soars as CATL Becomes Battery Unit Shareholder',
        text: 'The shares of Hunan Wentong Electric rose after the firm said that CATL has become a shareholder of a project company of its that makes anodes. Wentong Electric is glad. Makers of electric vehicles buy from both.',
      },
    ],
    [
      'a plant of one owner, instead of which it might have been run as a venture',
      {
        lang: 'fr',
        text: "Ford sera seul propriétaire de l'usine de batteries pour voitures électriques au lieu de l'exploiter en tant que coentreprise avec CATL.",
      },
    ],
  ])('%s', (_, told) => {
    expect(isTagged(told)).toBe(false);
  });
});
