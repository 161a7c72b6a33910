/** What ventures make, in the usual words of eighteen languages: cars, what moves on two wheels and on many, and the parts of all. */
import { expect, test } from 'vitest';
import type { Sector } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

/** By language: a sentence on a venture with a gap, and what fills it with the sector that it tells of. */
const TOLD: readonly (readonly [
  lang: string,
  sentence: string,
  matters: Readonly<Partial<Record<Sector, readonly string[]>>>,
])[] = [
  [
    'en',
    'Bosch and Gotion form a joint venture for @.',
    {
      batteries: [
        'batteries for electric cars',
        'traction batteries',
        'EV battery recycling',
        'cathode material for car batteries',
        'separators for EV batteries',
        'lithium for EV batteries',
      ],
      charging: ['charging stations for electric cars', 'battery swapping', 'fast chargers'],
      powertrain: ['electric axles', 'e-drives', 'in-wheel motors', 'power modules for electric vehicles'],
      vehicles: [
        'electric buses',
        'electric lorries',
        'electric scooters',
        'plug-in hybrids',
        'new-energy vehicles',
      ],
    },
  ],
  [
    'de',
    'Bosch und Gotion gründen ein Gemeinschaftsunternehmen für @.',
    {
      batteries: [
        'Batterien für Elektroautos',
        'Traktionsbatterien',
        'Batteriezellen für E-Autos',
        'Recycling von Autobatterien',
        'Kathodenmaterial für Elektroautos',
      ],
      charging: ['Ladesäulen', 'Schnellladestationen'],
      powertrain: ['elektrische Achsen', 'Elektromotoren für Autos'],
      vehicles: [
        'Elektrobusse',
        'E-Lkw',
        'Elektroroller',
        'Plug-in-Hybride',
        'Elektro-Lieferwagen',
        'Elektrolaster',
        'Stromer',
        'batterieelektrische Fahrzeuge',
      ],
      mobility: ['Robotaxis mit Elektroantrieb'],
    },
  ],
  [
    'fr',
    'Bosch et Gotion créent une coentreprise dans @.',
    {
      batteries: [
        'les batteries de voitures électriques',
        'les batteries de traction',
        'le recyclage des batteries de véhicules électriques',
        'les cathodes pour batteries automobiles',
      ],
      charging: [
        'les bornes de recharge',
        'les stations de recharge rapide',
        'l’échange de batteries de voitures électriques',
      ],
      powertrain: ['les essieux électriques', 'les moteurs électriques pour automobiles'],
      vehicles: [
        'les autobus électriques',
        'les camions électriques',
        'les scooters électriques',
        'les hybrides rechargeables',
        'les utilitaires électriques',
        'les véhicules à énergies nouvelles',
      ],
    },
  ],
  [
    'es',
    'Bosch y Gotion crean una empresa conjunta para @.',
    {
      batteries: [
        'baterías de coches eléctricos',
        'baterías de tracción',
        'reciclar baterías de vehículos eléctricos',
        'una fábrica de baterías para coches eléctricos',
        'cátodos para baterías de automóviles',
      ],
      charging: ['puntos de recarga', 'electrolineras'],
      powertrain: ['ejes eléctricos', 'motores de coches eléctricos'],
      vehicles: [
        'autobuses eléctricos',
        'camiones eléctricos',
        'motos eléctricas',
        'híbridos enchufables',
        'furgonetas eléctricas',
        'vehículos de nueva energía',
        'autos eléctricos',
      ],
    },
  ],
  [
    'it',
    'Bosch e Gotion creano una joint venture per @.',
    {
      batteries: [
        'batterie di auto elettriche',
        'batterie di trazione',
        'il riciclo di batterie di veicoli elettrici',
        'catodi per batterie d’auto',
      ],
      charging: ['colonnine di ricarica', 'stazioni di ricarica rapida'],
      powertrain: ['assali elettrici', 'motori di auto elettriche'],
      vehicles: [
        'autobus elettrici',
        'camion elettrici',
        'scooter elettrici',
        'ibride plug-in',
        'furgoni elettrici',
        'veicoli a nuova energia',
      ],
    },
  ],
  [
    'pt',
    'A Bosch e a Gotion criam uma joint venture para @.',
    {
      batteries: [
        'baterias de carros elétricos',
        'baterias de tração',
        'reciclar baterias de veículos elétricos',
        'cátodos para baterias automotivas',
      ],
      charging: ['eletropostos', 'carregadores rápidos de carros elétricos'],
      powertrain: ['eixos elétricos', 'motores de carros elétricos'],
      vehicles: [
        'ônibus elétricos',
        'autocarros elétricos',
        'caminhões elétricos',
        'motos elétricas',
        'híbridos plug-in',
        'veículos de nova energia',
      ],
    },
  ],
  [
    'nl',
    'Bosch en Gotion richten een joint venture op voor @.',
    {
      batteries: ['batterijen voor elektrische auto’s', 'accu’s voor elektrische auto’s', 'autoaccu’s'],
      charging: ['laadpalen', 'snelladers', 'het verwisselen van autoaccu’s'],
      powertrain: ['elektrische assen', 'elektromotoren voor auto’s'],
      vehicles: [
        'elektrische bussen',
        'elektrische vrachtwagens',
        'elektrische scooters',
        'plug-inhybrides',
        'stekkerauto’s',
        'elektrische bestelwagens',
      ],
    },
  ],
  [
    'sv',
    'Bosch och Gotion bildar ett samriskbolag för @.',
    {
      batteries: ['batterier till elbilar', 'elbilsbatterier'],
      charging: ['laddstationer', 'snabbladdare', 'batteribyte i elbilar'],
      powertrain: ['elaxlar', 'elmotorer till bilar'],
      vehicles: ['elbussar', 'ellastbilar', 'elskotrar', 'laddhybrider', 'eldrivna skåpbilar'],
    },
  ],
  [
    'pl',
    'Bosch i Gotion tworzą spółkę joint venture w dziedzinie @.',
    {
      batteries: ['baterii do samochodów elektrycznych', 'akumulatorów do aut elektrycznych'],
      charging: ['stacji ładowania', 'szybkich ładowarek do aut elektrycznych'],
      powertrain: ['silników do samochodów elektrycznych'],
      vehicles: [
        'autobusów elektrycznych',
        'elektrobusów',
        'ciężarówek elektrycznych',
        'skuterów elektrycznych',
        'hybryd plug-in',
        'aut dostawczych na prąd',
        'elektryków',
      ],
    },
  ],
  [
    'cs',
    'Bosch a Gotion zakládají společný podnik na @.',
    {
      batteries: ['baterie pro elektromobily', 'trakční baterie'],
      charging: ['nabíjecí stanice', 'rychlonabíječky pro elektromobily'],
      powertrain: ['motory pro elektromobily'],
      vehicles: [
        'elektrobusy',
        'elektrické nákladní vozy',
        'elektrické skútry',
        'plug-in hybridy',
        'elektrické dodávky',
        'elektroauta',
      ],
    },
  ],
  [
    'hu',
    'A Bosch és a Gotion közös vállalatot alapít @ gyártására.',
    {
      batteries: ['elektromosautó-akkumulátorok', 'villanyautó-akkumulátorok', 'autóakkumulátorok'],
      charging: ['elektromos töltőállomások'],
      vehicles: [
        'elektromos buszok',
        'villanybuszok',
        'elektromos teherautók',
        'elektromos robogók',
        'plug-in hibridek',
        'villanyautók',
        'elektromos furgonok',
      ],
    },
  ],
  [
    'ru',
    'Bosch и Gotion создают совместное предприятие по выпуску @.',
    {
      batteries: ['батарей для электромобилей', 'тяговых батарей', 'аккумуляторов для электромобилей'],
      charging: ['зарядных станций'],
      powertrain: ['электродвигателей для автомобилей'],
      vehicles: [
        'электробусов',
        'электрических грузовиков',
        'электроскутеров',
        'подключаемых гибридов',
        'электрокаров',
        'электрических фургонов',
      ],
    },
  ],
  [
    'tr',
    'Bosch ile Gotion @ için ortak girişim kuruyor.',
    {
      batteries: ['elektrikli otomobil bataryaları', 'elektrikli araç pilleri'],
      charging: ['şarj istasyonları', 'hızlı şarj cihazları', 'batarya değişim istasyonları'],
      powertrain: ['elektrikli otomobil motorları'],
      vehicles: [
        'elektrikli otobüsler',
        'elektrikli kamyonlar',
        'elektrikli scooterlar',
        'şarj edilebilir hibritler',
        'elektrikli ticari araçlar',
      ],
    },
  ],
  [
    'id',
    'Bosch dan Gotion membentuk usaha patungan untuk @.',
    {
      batteries: ['baterai mobil listrik', 'baterai kendaraan listrik', 'katoda baterai kendaraan listrik'],
      charging: ['stasiun pengisian kendaraan listrik', 'SPKLU', 'penukaran baterai motor listrik'],
      powertrain: ['motor mobil listrik'],
      vehicles: ['bus listrik', 'truk listrik', 'motor listrik roda dua', 'mobil hibrida plug-in'],
    },
  ],
  [
    'vi',
    'Bosch và Gotion lập liên doanh về @.',
    {
      batteries: ['pin ô tô điện', 'pin xe điện', 'vật liệu ca-tốt cho pin xe điện'],
      charging: ['trạm sạc', 'trạm đổi pin'],
      powertrain: ['động cơ ô tô điện'],
      vehicles: ['xe buýt điện', 'xe tải điện', 'xe máy điện', 'xe hybrid cắm sạc'],
    },
  ],
  [
    'zh',
    '博世与国轩高科成立合资公司，业务为@。',
    {
      batteries: ['动力电池', '电动汽车电池回收', '车用电池正极材料'],
      charging: ['充电桩', '换电站', '超充网络'],
      powertrain: ['电驱桥', '新能源汽车电机'],
      vehicles: ['电动客车', '纯电动卡车', '电动两轮车', '插电式混合动力汽车'],
      software: ['智能驾驶域控制器，用于电动车'],
    },
  ],
  [
    'ja',
    'ボッシュと国軒高科は@の合弁会社を設立する。',
    {
      batteries: ['車載電池', 'EV用電池', '駆動用電池', '正極材（車載電池向け）'],
      charging: ['電池交換ステーション', 'EV充電器', '急速充電器'],
      powertrain: ['イーアクスル', 'EV用モーター'],
      vehicles: ['電動バス', '電動トラック', '電動二輪車', 'プラグインハイブリッド車'],
    },
  ],
  [
    'ko',
    '보쉬와 궈쉬안은 @ 합작법인을 설립한다.',
    {
      batteries: ['전기차 배터리', '이차전지 양극재(전기차용)', '배터리 재활용(전기차)'],
      charging: ['전기차 충전기', '배터리 교환소'],
      powertrain: ['전기차 모터', '전동 액슬'],
      vehicles: ['전기버스', '전기트럭', '전기이륜차', '플러그인 하이브리드'],
    },
  ],
];

const CASES = TOLD.flatMap(([lang, sentence, matters]) =>
  Object.entries(matters).flatMap(([sector, all]) =>
    all.map((matter) => [lang, sector, sentence.replace('@', matter)] as const),
  ),
);

test.each(CASES)('%s, %s: %s', (lang, sector, text) => {
  const { tagged, ventures } = tag({ lang, text });
  expect({ tagged, sector: ventures[0]?.sector }).toEqual({ tagged: true, sector });
});
