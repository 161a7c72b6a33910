import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage, languageOf, languageTag } from '../../src/text/language/language.ts';

const HEADLINES: Record<string, string[]> = {
  en: [
    'BYD Opens First European Passenger Car Plant in Hungary',
    'Stellantis and Leapmotor Launch Joint Venture in Europe',
    'Volkswagen to develop EV platform with Xpeng',
    'Denza (腾势) Launches Z9 GT In Europe',
  ],
  de: [
    'BYD baut neues Werk in Ungarn',
    'Volkswagen und Xpeng entwickeln gemeinsam Elektroautos',
    'Chinesischer Autobauer gründet Gemeinschaftsunternehmen mit Stellantis',
    'Renault und Geely: Neuer Motorenhersteller startet',
  ],
  fr: [
    'BYD ouvre sa première usine européenne en Hongrie',
    'Stellantis crée une coentreprise avec Leapmotor',
    'Renault et Geely lancent une coentreprise de moteurs',
  ],
  es: [
    'Chery fabricará coches eléctricos en Barcelona con Ebro',
    'Stellantis y CATL construirán una fábrica de baterías en Zaragoza',
    'La alianza entre Leapmotor y Stellantis llega a España',
  ],
  it: [
    'Stellantis e Leapmotor, nasce la joint venture in Europa',
    'BYD apre la fabbrica in Ungheria',
    'Auto cinesi, Chery sceglie la Spagna per produrre',
  ],
  pt: ['BYD inaugura fábrica de carros elétricos na Bahia', 'Stellantis e Leapmotor vão produzir no Brasil'],
  nl: ['BYD bouwt nieuwe fabriek in Hongarije', "Stellantis begint met de verkoop van elektrische auto's"],
  sv: ['Volvo och Geely startar nytt bolag', 'Kinesiska elbilar säljer bra i Sverige'],
  pl: [
    'Chiński koncern zbuduje fabrykę samochodów elektrycznych w Polsce',
    'Leapmotor i Stellantis rozpoczynają produkcję w Tychach',
  ],
  cs: [
    'Čínská automobilka BYD postaví továrnu v Maďarsku',
    'Škoda Auto a čínský partner ukončí společný podnik',
  ],
  vi: [
    'Hãng xe Trung Quốc mở nhà máy xe điện tại Việt Nam',
    'VinFast phủ nhận liên doanh với BYD',
    'TMT Motors muốn lập công ty chung với đối tác Trung Quốc',
  ],
  ms: [
    'Syarikat China mahu bina kilang bateri di Kedah',
    'Jualan kenderaan meningkat 12 peratus pada Ogos',
    'Kereta elektrik lebih murah menjelang hujung tahun',
    'Setia Motorworks meterai perjanjian usaha sama dengan firma Ningbo',
  ],
  id: [
    'BYD bangun pabrik mobil listrik di Malaysia',
    'Penjualan mobil nasional turun 12 persen pada Agustus',
    'KAI tambah rangkaian kereta api untuk libur Lebaran',
    'Chery gandeng Handal rakit mobil listrik di Bekasi',
  ],
  tr: ["BYD Türkiye'de fabrika kuracak", 'Chery ve Türk ortağı elektrikli araç üretecek'],
  ru: [
    'Китайская компания откроет завод в России',
    'BYD построит завод в Венгрии',
    'Haval увеличил продажи в мае',
  ],
  uk: ['Китайська компанія відкриє завод в Україні', 'BYD збудує завод в Угорщині'],
  el: ['Η BYD ανοίγει εργοστάσιο στην Ουγγαρία'],
  zh: [
    '比亚迪与丰田成立合资公司',
    'BYD e-Platform 3.0 发布',
    '鴻海與裕隆合資成立電動車公司',
    '一汽-大众发布ID.7',
    '鲜の每日：比亚迪电动车发布会',
    '埃隆・马斯克访问上海',
  ],
  ja: [
    '中国BYD、欧州新工場を建設',
    'トヨタ、中国で合弁',
    '東風本田、生産停止へ',
    '経済産業省、電気自動車',
    '日産'.concat('の合弁'),
  ],
  ko: ['현대차, 중국 합작법인 설립', 'BYD 한국 진출', 'KG모빌리티-체리자동차 공동개발'],
};

describe('the language of a headline', () => {
  const rows = Object.entries(HEADLINES).flatMap(([tag, texts]) => texts.map((text) => ({ tag, text })));
  it.each(rows)('$tag: $text', ({ tag, text }) => {
    expect(detectLanguage(text)).toBe(tag);
  });

  it.each(['', '   ', '123', '—', 'BYD', 'BYD Seal U DM-i', 'Geely Auto', 'Tesla Model Y', '😀'])(
    'is unknown where only names or nothing stands: %j',
    (text) => {
      expect(detectLanguage(text)).toBeNull();
    },
  );
});

describe('the language of an article', () => {
  it('is Chinese when it quotes a Japanese name', () => {
    expect(detectLanguage(`${'比亚迪与丰田成立合资公司，生产电动汽车。'.repeat(20)}“トヨタ”`)).toBe('zh');
  });
  it('is English when it quotes Chinese names', () => {
    expect(
      detectLanguage('The brand, known as 腾势 or 騰勢 in Chinese, will be sold by the joint venture.'),
    ).toBe('en');
  });
  it('is not decided by the companies named in it', () => {
    const names = 'Škoda Citroën Peugeot La Poste Die Welt El País BYD SAIC DE LA '.repeat(3);
    expect(detectLanguage(`${names} and their partners will build the car at the plant in China`)).toBe('en');
  });
  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(detectLanguage(text) ?? 'xx').toMatch(/^[a-z]{2}$/);
      }),
    );
  });

  const dev = ['real-dev', 'written-dev']
    .map((name) => new URL(`../../../shared/eval/tagging/${name}.jsonl`, import.meta.url))
    .filter((file) => existsSync(file));
  it.skipIf(dev.length === 0)('is found in at least 98 of 100 labelled articles', () => {
    const lines = dev.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
    const right = lines.filter((line) => {
      const row = JSON.parse(line) as { title: string | null; text: string; lang: string };
      return detectLanguage(`${row.title ?? ''}\n${row.text}`) === row.lang;
    });
    expect(right.length / lines.length).toBeGreaterThanOrEqual(0.98);
  });
});

describe('the language of a line', () => {
  it.each([
    ['in capitals alone', 'JOINT VENTURE OF THE TWO COMPANIES IS TO BUILD CARS', 'en'],
    ['in Persian', 'خودروساز چینی با پژو شرکت مشترک برای ساخت خودروی برقی تأسیس می‌کند', 'fa'],
    ['in Arabic, with a letter of Persian', 'شركة پيجو الفرنسية تؤسس مشروعا مشتركا', 'ar'],
    ['in Arabic', 'شركة صينية لصناعة السيارات تؤسس مشروعا مشتركا', 'ar'],
    ['in Chinese, with a name in Korean', '比亚迪与现代汽车(현대자동차)成立合资公司', 'zh'],
    ['in Chinese, with a word that Japanese writes so', '本田的新车发表会(発表会)上说了这些', 'zh'],
    ['of two Cyrillic words, which many languages have', 'Завод Китай', null],
  ])('%s', (_says, line, language) => {
    expect(detectLanguage(line)).toBe(language);
  });
});

it.each([
  ['zh_cn', 'zh-CN'],
  ['EN-us', 'en-US'],
  ['english (us)', null],
])('%s is the language tag %s', (written, tag) => {
  expect(languageTag(written)).toBe(tag);
});

describe('languageOf', () => {
  it.each([
    [
      'nb',
      'Kinesiske Geely og den norske bilimportøren skal etablere et felles selskap som skal selge elbiler i Norge, opplyser selskapene mandag.',
    ],
    [
      'sk',
      'Spoločný podnik čínskej spoločnosti Gotion a slovenského InoBatu začal v Šuranoch stavať závod na batérie pre elektromobily.',
    ],
    [
      'hr',
      'Kineski proizvođač i hrvatska tvrtka osnovat će zajedničko poduzeće za proizvodnju električnih automobila, objavljeno je u ponedjeljak.',
    ],
    [
      'kk',
      'Қытайлық Chery компаниясы мен Astana Motors Алматыда электромобиль шығаратын бірлескен кәсіпорын құрады.',
    ],
  ])('keeps a declared language that is not told from its relatives: %s', (tag, text) => {
    expect(languageOf(text, tag)).toBe(tag);
    expect(languageOf(text, `${tag}-XX`)).toBe(tag);
  });

  it('believes the text before a declaration that cannot be true', () => {
    const english =
      'The two companies will set up a joint venture for electric cars in the north of the country.';
    expect(languageOf(english, 'nb')).toBe('en');
    expect(languageOf(english, 'de')).toBe('en');
    expect(languageOf('BYD', 'nb-NO')).toBe('nb');
    expect(languageOf('BYD', null)).toBe(null);
  });

  it('tells Malay from Indonesian whatever is declared', () => {
    const malay =
      'Proton dan Geely akan menubuhkan syarikat usaha sama untuk mengeluarkan kereta elektrik di Tanjung Malim.';
    const indonesian =
      'KAI menambah rangkaian kereta api bagi pemudik, sedangkan kereta cepat melayani 20 ribu penumpang sehari, kata perusahaan itu.';
    for (const declared of ['ms', 'ms-MY', 'id', 'en', null]) {
      expect(languageOf(malay, declared)).toBe('ms');
      expect(languageOf(indonesian, declared)).toBe('id');
    }
    expect(languageOf('BYD', 'ms-MY')).toBe('ms');
  });

  it.each(['english', 'x-default', 'a', 'root', 'en!', ''])('takes %j for no language', (declared) => {
    expect(languageOf('BYD', declared)).toBe(null);
  });
});
