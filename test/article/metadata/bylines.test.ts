/** Who wrote it, from the lines and elements that pages print. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const PROSE =
  '<p>Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.</p>';
const authors = (byline: string, after = ''): readonly string[] =>
  extractArticle(
    `<html><head><title>Weihe and Norda build buses</title></head><body><h1>Weihe and Norda build buses</h1>${byline}${PROSE.repeat(3)}${after}</body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).authors;

test('who is from a paper, beside the date', () => {
  expect(authors('<p>Petra From Voltpost&nbsp;|&nbsp;November 3 , 2026</p>')).toEqual(['Petra']);
  expect(authors('<p>Buses From Hamburg are late</p>')).toEqual([]);
});

test('a meta tag of Turkish papers', () => {
  expect(authors('<meta name="articleAuthor" content="Petra Lindqvist">')).toEqual(['Petra Lindqvist']);
});

test.each([
  ['Av Petra Lindqvist', ['Petra Lindqvist']],
  ['Text: Petra Lindqvist', ['Petra Lindqvist']],
  ['Autor: Petra Lindqvistová', ['Petra Lindqvistová']],
  ['Szerző: Kovács Petra', ['Kovács Petra']],
  ['Írta: Kovács Petra', ['Kovács Petra']],
  ['Oleh Putri Lestari', ['Putri Lestari']],
  ['Penulis: Putri Lestari', ['Putri Lestari']],
  ['Wartawan: Nurul Huda', ['Nurul Huda']],
  ['Oleh Nurul Huda Ismail', ['Nurul Huda Ismail']],
  ['Автор: Вера Орлова', ['Вера Орлова']],
  ['Текст: Вера Орлова', ['Вера Орлова']],
  ['Yazar: Ayşe Demir', ['Ayşe Demir']],
  ['Tác giả: Lê Thu Hà', ['Lê Thu Hà']],
])('%s', (line, names) => {
  expect(authors(`<p>${line}</p>`)).toEqual(names);
});

test.each([
  'Av alla bussar är hälften gröna',
  'Oleh karena itu bus tertunda',
  'Oleh kerana itu bas ditangguhkan',
  'Oleh sebab itu Weihe menunggu',
  'Автор: неизвестен',
  'Írta a lap',
])('no byline: %s', (line) => {
  expect(authors(`<p>${line}</p>`)).toEqual([]);
});

test('how characters are said is no part of a name', () => {
  expect(
    authors('<p class="byline">トリノ＝佐藤<ruby>遼<rp>（</rp><rt>りょう</rt><rp>）</rp></ruby></p>'),
  ).toEqual(['佐藤遼']);
});

describe('names that only the page’s style parts from what stands beside them', () => {
  const [petra, both] = [['Petra Lindqvist'], ['Petra Lindqvist', 'Jana Wolff']];
  test.each([
    ['<div class="authors"><a>Petra Lindqvist</a><a>Jana Wolff</a></div>', both],
    ['<ul class="author-list"><li class="author">Petra Lindqvist</li> <li>Jana Wolff</li></ul>', both],
    ['<p class="byline">By <a>Petra Lindqvist</a> <a>Jana Wolff</a></p>', both],
    [
      '<div class="byline"><div>By</div><div>Petra Lindqvist</div><div>and</div><div>Jana Wolff</div></div>',
      both,
    ],
    [
      '<div class="author"><i itemprop="name">Petra Lindqvist</i><i itemprop="name">Jana Wolff</i></div>',
      both,
    ],
    ['<div class="author"><a>Petra Lindqvist</a><a>@petra</a></div>', petra],
    ['<div class="author"><a>Petra Lindqvist</a><button>Follow</button></div>', petra],
    ['<div class="author"><b>Petra Lindqvist</b><b>Petra Lindqvist</b></div>', petra],
    ['<div class="author"><b>Petra Lindqvist</b><em>Hamburg correspondent</em></div>', petra],
    ['<div class="author"><b>Petra Lindqvist</b><span class="job-title">Ports, ships</span></div>', petra],
    ['<div class="byline"><b>Petra Lindqvist</b><time>Nov 20, 2026</time></div>', petra],
    ['<div class="author">Written by: <a>Petra Lindqvist</a><br>Edited by: <a>Jana Wolff</a></div>', petra],
    ['<div class="author"><b>Petra</b> <b>Lindqvist</b></div>', petra],
  ])('%s', (byline, names) => {
    expect(authors(byline)).toEqual(names);
  });
});

test('authors marked as RDFa', () => {
  expect(
    authors(
      '<p property="schema:author" typeof="Person"><b property="schema:name">Petra Lindqvist</b>, Hamburg</p>',
    ),
  ).toEqual(['Petra Lindqvist']);
});

test('who took a picture is no author', () => {
  expect(
    authors('<figure><img><p class="author">Otto Anders</p></figure><p class="author">Petra Lindqvist</p>'),
  ).toEqual(['Petra Lindqvist']);
});

describe('a sentence on the writer is no byline', () => {
  test.each([
    ['<div class="author"><p>Jana berichtet über Industrie und Handel.</p></div>'],
    ['<section class="author-box">Petra covers ports and trains.</section>'],
  ])('%s', (box) => {
    expect(authors('', box)).toEqual([]);
  });
  test('but a name with a role is one', () => {
    expect(authors('<div class="author">Petra Lindqvist, senior business editor.</div>')).toEqual([
      'Petra Lindqvist',
    ]);
  });
});

describe('the place behind a name is no second writer', () => {
  test.each([
    ['Von Jana Wolff, Istanbul', ['Jana Wolff']],
    ['By Petra Lindqvist, New York', ['Petra Lindqvist']],
    ['By Petra Lindqvist and Jana Wolff, Turin', ['Petra Lindqvist', 'Jana Wolff']],
    ['By Petra Lindqvist, Jana Wolff', ['Petra Lindqvist', 'Jana Wolff']],
    ['By Petra Lindqvist / Turin', ['Petra Lindqvist']],
  ])('%s', (line, names) => {
    expect(authors(`<p>${line}</p>`)).toEqual(names);
  });
});

describe('bylines in other words', () => {
  test.each([
    ['Text: Ole Brandt', ['Ole Brandt']],
    ['Words: Petra Lindqvist & Jana Wolff | Pictures: Wim Adriaans', ['Petra Lindqvist', 'Jana Wolff']],
    ['Petra Lindqvist | 15 September 2026', ['Petra Lindqvist']],
    ['Jana von der Heide · 15.09.2026, 14:05 Uhr', ['Jana von der Heide']],
    ['15.09.2026 14:05 - Jana Wolff / Turin', ['Jana Wolff']],
    ['Ein Bericht von Jana Wolff', ['Jana Wolff']],
    ['Von unserem Korrespondenten Jana Wolff', ['Jana Wolff']],
    ['Von unserer Wirtschaftsredakteurin Jana Wolff', ['Jana Wolff']],
    ['By our Turin correspondent Petra Lindqvist', ['Petra Lindqvist']],
    ['Reporting by Petra Lindqvist; Editing by Wim Adriaans', ['Petra Lindqvist']],
    ['BY PETRA LINDQVIST AND OLE BRANDT', ['PETRA LINDQVIST', 'OLE BRANDT']],
    ['By Petra Lindqvist, Jr., and Ole Brandt', ['Petra Lindqvist', 'Ole Brandt']],
    ['By Petra Lindqvist @petra', ['Petra Lindqvist']],
    ['Petra Lindqvist - Senior Reporter', ['Petra Lindqvist']],
    ['Door: Wim Adriaans en Jan de Vries', ['Wim Adriaans', 'Jan de Vries']],
    ['Tekst: Wim Adriaans', ['Wim Adriaans']],
    ['Par Camille Besson avec AFP', ['Camille Besson']],
    ['Camille Besson (avec AFP)', ['Camille Besson']],
    ['Rédigé par Camille Besson le 3 novembre 2026', ['Camille Besson']],
    ['Propos recueillis par Camille Besson', ['Camille Besson']],
    ['Escrito por Lucía Ferrer', ['Lucía Ferrer']],
    ['Lucía Ferrer | Madrid | 3 NOV 2026 - 14:05 CET', ['Lucía Ferrer']],
    ['A cura di Chiara Donati', ['Chiara Donati']],
    ['Por João Silva, da Redação', ['João Silva']],
    ['Opracował: Jan Kowalski', ['Jan Kowalski']],
    ['Oprac. Jan Kowalski', ['Jan Kowalski']],
    ['Katarzyna Nowak, 3 listopada 2026, 14:05', ['Katarzyna Nowak']],
    ['Haber: Ayşe Yılmaz', ['Ayşe Yılmaz']],
  ])('%s', (line, names) => {
    expect(authors(`<p>${line}</p>`)).toEqual(names);
  });

  test.each([
    ['Text: all you need to know'],
    ['Story: Weihe'],
    ['Electric Buses | 15 September 2026'],
    ['Business News · 15.09.2026'],
    ['Weihe Norda'],
    ['Petra Lindqvist, CEO of Weihe'],
    ['Por qué China apuesta por Hungría'],
    ['Door de hoge prijzen kiezen kopers voor China'],
    ['Von wegen billig: China in Ungarn'],
  ])('but not %s', (line) => {
    expect(authors(`<p>${line}</p>`)).toEqual([]);
  });

  test('an agency\u2019s note below the text', () => {
    const note =
      '<p>(Reporting by Petra Lindqvist in Turin and Jana Wolff in Hamburg; additional reporting by Yann Le Goff; Editing by Wim Adriaans)</p>';
    expect(authors('', note)).toEqual(['Petra Lindqvist', 'Jana Wolff']);
  });
});

describe('bylines of East Asian papers', () => {
  const TEXT = {
    zh: '11月3日，伟赫与诺达在汉堡签署了合资协议，双方将共同建设一座电动客车工厂，总投资约三亿欧元。工厂将于明年投产。',
    ja: 'ワイヘとノルダは3日、電気バスの合弁会社をハンブルクに設立すると発表した。投資額は約3億ユーロで、来年の稼働を見込む。',
    ko: '바이헤와 노르다는 3일 함부르크에서 전기버스 합작법인을 설립하기로 했다고 밝혔다. 투자액은 약 3억 유로이며 내년에 가동한다.',
  };
  const by = (language: keyof typeof TEXT, line: string, below = '', head = ''): readonly string[] =>
    extractArticle(
      `<html lang="${language}"><head><title>Weihe</title>${head}</head><body><h1>Weihe</h1><div>${line}<p>${TEXT[language]}</p>${below}</div></body></html>`,
      { url: 'https://busposts.example/weihe' },
    ).authors;

  test.each([
    ['zh', '<p>本报记者 周明远 汉堡报道</p>', ['周明远']],
    ['zh', '<p>巴士观察报 记者 周明远</p>', ['周明远']],
    ['zh', '<p>巴士报客车财经记者 周明远</p>', ['周明远']],
    ['ja', '<p class="writer">《佐藤遼》</p>', ['佐藤遼']],
    ['zh', `<p>巴士社11月3日讯（记者 周明远 编辑 林小雨）${TEXT.zh}</p>`, ['周明远']],
    ['zh', `<p>巴士社汉堡11月3日电（记者周明远、林小雨）${TEXT.zh}</p>`, ['周明远', '林小雨']],
    ['zh', '<p>文 | 周明远</p><p>编辑 | 林小雨</p>', ['周明远']],
    ['zh', '<p>撰文丨周明远  编辑丨林小雨</p>', ['周明远']],
    ['zh', '<div class="author">作者：周明远  编辑：林小雨  2026-11-03 10:20</div>', ['周明远']],
    ['zh', '<p>11月3日 来源：巴士网 作者：周明远 林小雨</p>', ['周明远', '林小雨']],
    ['ja', '<p>執筆：佐藤遼</p>', ['佐藤遼']],
    ['ja', '<p>取材・文／佐藤 遼</p>', ['佐藤 遼']],
    ['ja', '<div class="byline">文：佐藤遼 編集：高橋美咲</div>', ['佐藤遼']],
    ['ko', '<p class="byline">김민수 선임기자</p>', ['김민수']],
    ['ko', '<p>[버스일보=김민수 기자]</p>', ['김민수']],
    ['ko', `<p>[함부르크(독일)=김민수 기자] ${TEXT.ko}</p>`, ['김민수']],
    ['ko', `<p>(함부르크=버스뉴스) 김민수 특파원 = ${TEXT.ko}</p>`, ['김민수']],
    ['ko', '<p>김민수·이서연 기자</p>', ['김민수', '이서연']],
    ['ko', '<p>기자명 김민수 입력 2026.11.03 15:20</p>', ['김민수']],
  ] as const)('%s: %s', (language, line, names) => {
    expect(by(language, line)).toEqual(names);
  });

  test.each([
    ['zh', '<p>（记者 周明远）</p>', ['周明远']],
    ['zh', '<p>巴士报客车财经记者 周明远</p><p>编辑 林小雨</p>', ['周明远']],
    ['ko', '<p>김민수 기자 kim@busposts.example</p>', ['김민수']],
  ] as const)('below the text: %s %s', (language, line, names) => {
    expect(by(language, '', line, '<meta name="author" content="버스일보">')).toEqual(names);
  });

  test.each([
    ['zh', '<p>记者从伟赫获悉，新工厂将于明年投产。</p>'],
    ['zh', '<p>中文 / 繁體</p>'],
    ['ko', '<p>바이헤 기자 간담회에서 밝혔다.</p>'],
  ] as const)('but not %s: %s', (language, line) => {
    expect(by(language, line)).toEqual([]);
  });

  test('a Japanese name keeps its space', () => {
    expect(by('ja', '', '', '<meta name="author" content="山田 太郎">')).toEqual(['山田 太郎']);
    expect(by('zh', '', '', '<meta name="author" content="张三 李四">')).toEqual(['张三', '李四']);
  });
});

test('a page in Malay: its writer, and its hour in Kuala Lumpur', () => {
  const text =
    'Weihe dan Norda menandatangani perjanjian usaha sama bagi kilang bas di Hamburg, kata kedua-dua syarikat itu pada hari Isnin. ';
  const read = extractArticle(
    `<html lang="ms-MY"><head><title>Weihe dan Norda bina kilang bas</title></head><body><h1>Weihe dan Norda bina kilang bas</h1><p>Oleh Nurul Huda Ismail</p><p>Ogos 31, 2026 @ 8:30 malam</p>${`<p>${text.repeat(2)}</p>`.repeat(3)}</body></html>`,
    { url: 'https://busposts.example/weihe' },
  );
  expect(read.authors).toEqual(['Nurul Huda Ismail']);
  expect(read.publishedAt).toBe('2026-08-31T12:30:00.000Z');
  expect(read.language).toBe('ms');
});
