/** Lines and parts that stand in the body of an article and are none of its text. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const PROSE = [
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.',
  'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  'Norda holds the larger part of the company, while Weihe brings the drawings and the people who know them.',
  'Drivers in four cities have tried the first of them, and they liked the brakes better than the seats.',
];
const [first = '', ...others] = PROSE.map((text) => `<p>${text}</p>`);
const rest = others.join('');
const before = (part: string): string => `${part}<h1>Weihe and Norda build buses</h1>${first}${rest}`;
const amid = (part: string): string => before('').replace(rest, part + rest);
const after = (part: string): string => before('') + part;

test.each([
  ['a line of tags', after('<div><span>#Weihe</span> <span>#Norda</span></div>')],
  ['tags without spaces', after('<p>#Weihe##Norda_Buses#</p>')],
  ['a disclaimer', after('<p>声明：本网登载此文出于传递更多信息之目的，并不意味着赞同其观点。</p>')],
  ['a named disclaimer', after('<p>【免责声明】本文仅代表作者个人观点，与本网无关。</p>')],
  ['a note', after('<p>※この記事は会員限定ではありません。</p>')],
  [
    'a box on the writer',
    after('<section class="c-author"><p>Petra Lindqvist covers ports, trains and ships.</p></section>'),
  ],
  ['places of a text on several pages', after('<p>Page 1 of 3 <a href="?p=2">2</a></p><p>Seite 2 von 3</p>')],
  ['a player', amid('<p>0:00 / 4:12</p><p>Your browser does not support the audio element.</p>')],
  ['topics', after('<p>Topics: Buses, Hamburg</p><p>Mots-clés : bus, ports</p><p>标签：客车</p>')],
  [
    'what is said of a text that is not the site’s',
    after(
      '<p>(Except for the headline, this story has not been edited by our staff and is published from a syndicated feed.)</p><p>Disclaimer: The views are those of the writer.</p>',
    ),
  ],
  [
    'ends of Chinese pages',
    after(
      '<p>（声明：以上内容仅供参考。）</p><p>【本文来源于巴士网】</p><p>海量资讯、精准解读，尽在巴士APP</p><p>举报/反馈</p><p>返回巴士网，查看更多</p>',
    ),
  ],
  ['who wrote it, as Japanese pages sign', after('<p>《田中一郎》</p>')],
  [
    'words of a picture called figcap',
    amid('<div><p class="figcap">The yard as drawn</p><p>全3枚</p></div>'),
  ],
  [
    'a quote set a second time with its speaker',
    amid(
      '<blockquote>“Its first line is to build four hundred buses in a year” <cite>Jana Wolff, Norda</cite></blockquote>',
    ),
  ],
  [
    'a box that asks for a mail address',
    amid(
      '<div class="css-1a"><h3>Stay ahead</h3><p>The best of our reports on buses, every Friday morning.</p><form><input type="email"><button>Go</button></form><p>You agree to our terms, and to our way with what you tell us.</p></div>',
    ),
  ],
  [
    'what a gate promises',
    after('<div><h2>Subscribe to continue reading</h2><p>All reports, for one euro a month.</p></div>'),
  ],
  ['a line above the headline', before('<span class="kicker">Local transport</span>')],
  [
    'words of a picture',
    amid('<div><img src="a.jpg"><span class="img_descr">The yard as drawn</span></div>'),
  ],
])('%s', (_, story) => {
  const html = `<html><body><div class="page"><div class="story">${story}</div></div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test('a sidebar that is longer than the article', () => {
  const entry =
    '<li><p>At ten to five the ministers of both countries met the drivers of the buses, again, in the yard.</p></li>';
  const html = `<html><body><div class="page"><div class="main">${before('')}<p>${PROSE.slice(1).join(' ')}</p></div><aside id="sidebar" role="complementary"><ul>${entry.repeat(12)}</ul></aside></div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).not.toContain('ministers');
});

test.each([
  ['a form that asks for something else', '<form><input name="q"></form>', PROSE[1] ?? ''],
  ['a form amid the text itself', '<form><input type="email"></form>', PROSE.join('</p><p>').repeat(2)],
])('%s takes nothing with it', (_, form, text) => {
  const html = `<html><body><div class="story">${after(`<div><p>A vote: ${text}</p>${form}</div>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain('A vote:');
});

test('a line that begins with a number sign stays', () => {
  const html = `<html><body><div class="story">${amid('<p>#1 Weihe of Hamburg</p>')}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(
    '#1 Weihe of Hamburg',
  );
});

const LINES = [
  'Crédit photo : Weihe',
  'Zdjęcie: Weihe',
  'Fot. Jan Kowalski',
  'Beeld: Weihe',
  '写真=ワイヘ提供',
  '（写真提供：ワイヘ）',
  '[사진=바이헤 제공]',
  '▲ 바이헤 공장 전경. (사진=바이헤)',
  '图/伟赫官网',
  'Publicidade',
  'Advertentie',
  'Reklama',
  '- Advertisement -',
  'Continua após a publicidade',
  'La suite après la publicité',
  'Dalsza część artykułu pod materiałem wideo',
  '【PR】',
  'スポンサーリンク',
  'Teilen',
  'Udostępnij',
  'Paylaş',
  '分享到：',
  '공유',
  '3 min read',
  'Lesezeit: 3 Minuten',
  'Temps de lecture : 3 min',
  'Okuma süresi 3 dk',
  'Voir aussi : Les bus de Norda',
  'También te puede interesar: Los autobuses de Norda',
  'Veja também: Os ônibus da Norda',
  'Lees ook: De bussen van Norda',
  'Czytaj także: Autobusy Nordy',
  'İlgili haber: Norda otobüsleri',
  '▼関連記事',
  'あわせて読みたい',
  '[관련기사] 노르다 버스',
  '{{ article.title }}',
  'Updated: November 16, 2026 9:05 am ET',
  'Veröffentlicht am 16. November 2026, 09:05 Uhr',
  'Publié le 16 nov. 2026 à 07:00 | Mis à jour le 16 nov. 2026 à 10:12',
  'Giriş: 16.11.2026 - 09:05 Son Güncelleme: 16.11.2026 - 10:15',
  'Disiarkan pada 16 November 2026, 9:05 pagi',
  'Dikemas kini: 16 Disember 2026 @ 3:15 PETANG',
  'Baca juga: Bas Norda di Hamburg',
  'Gambar: Weihe',
  '3 minit bacaan',
  'Iklan',
  'Kongsi',
  'Ikuti kami di Telegram untuk berita terkini.',
  'Yayınlanma: 16 Kasım 2026 - 09:05Güncelleme: 16 Kasım 2026 - 09:45',
  'Pubblicato il 16 novembre 2026',
  'Publicado em 16 de novembro de 2026, 09:05',
  'Gepubliceerd op 16 november 2026 09:05',
  'Data publikacji: 16.11.2026, 09:05',
  'Опубликовано: 16 ноября 2026',
  '입력 2026.11.16. 09:05 수정 2026.11.16. 10:15',
  '公開日時：2026年11月16日 09:05',
  '发布时间：2026-11-16 09:05',
  'เผยแพร่เมื่อ 16 พ.ย. 2569 เวลา 09.05 น.',
  'نشر في 16 نوفمبر 2026 - 09:05',
  'Abonnieren Sie unseren Newsletter und erhalten Sie jeden Morgen die wichtigsten Nachrichten.',
  "Inscrivez-vous à notre newsletter pour recevoir chaque matin l'essentiel.",
  'Iscriviti alla nostra newsletter per ricevere ogni mattina le notizie.',
  'Suscríbete a nuestra newsletter para recibir cada mañana las noticias.',
  'Apúntate gratis a la newsletter de economía y recibe las claves.',
  'Assine nossa newsletter e receba todas as manhãs as notícias do setor.',
  'Подписывайтесь на наш канал в Telegram, чтобы первыми узнавать новости.',
  '네이버에서 구독하고 버스 업계 소식을 가장 먼저 받아보세요.',
  '关注我们的微信公众号，第一时间获取客车行业资讯。',
  '巴士报客车财经记者 周明远',
  '编辑 林小雨',
];

test.each(LINES)('amid the text: %s', (line) => {
  const html = `<html><body><div class="story">${amid(`<p>${line}</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test.each([
  'Print is not dead, says Norda of its catalogue.',
  'Reklama dźwignią handlu, mówi szef Nordy.',
  'Teilen will Weihe den Gewinn nicht.',
  'Fotos machte niemand.',
  '3 minutes are enough to charge it.',
  '图书馆也在使用伟赫的客车。',
  'Abonnieren Sie den Bus, sagt Norda seinen Kunden.',
  'Kongsi pegangan bukan perkara baharu, kata Weihe.',
  'Disiarkan pada 16 November 2026 ialah pelan untuk Porto.',
  'Recevez la newsletter, disait Weihe. Les bus roulent depuis mai.',
  '关注新能源客车的投资者看好两家公司。',
  '네이버는 노르다와 구독 서비스를 만든다고 밝혔다.',
  'Подписывайтесь, говорит Норда своим водителям.',
  'Updated on 16 November 2026 were the plans for Porto.',
  'Güncelleme 16.11.2026 tarihinde tamamlandı.',
  '更新日は2026年11月16日だった。',
])('a sentence that begins alike stays: %s', (line) => {
  const html = `<html><body><div class="story">${amid(`<p>${line}</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(line);
});

test.each([
  ['Weihe', '<span class="ticker" data-symbol="WH">Weihe</span>'],
  ['Hamburg', '<span class="related-tag">Hamburg</span>'],
])('words of a sentence stay, whatever their element is called: %s', (word, marked) => {
  const html = `<html><body><div class="story">${before('')}</div></body></html>`;
  const within = html
    .replace(`said in ${word}`, `said in ${marked}, and more`)
    .replace(`<p>${word} and`, `<p>Of ${marked} and`);
  expect(extractArticle(within, { url: 'https://busposts.example/weihe' }).text).toMatch(
    new RegExp(`Of ${word} and|said in ${word}, and more`),
  );
});

test.each([
  'Jane Example can be reached at jane@busposts.example.',
  'Contact Jane Example at jane@busposts.example or +49 40 1234567.',
  'Follow Jane on Twitter.',
  'Reach the reporter via Signal.',
  'Jane Example is a reporter for Bus Posts in Hamburg.',
  'Jan Muster contributed to this report.',
  'Want more on buses? Sign up for our newsletter.',
  '（责任编辑：周明远）',
  '来源：客车网',
])('a last line that speaks of the writer or the site goes: %s', (line) => {
  const html = `<html><body><div class="story">${after(`<p>${line}</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test.each([
  'The works are expected to reach full capacity by 2028.',
  'Buses from the venture reach Europe via Hamburg.',
  'An agreement may be reached before Christmas.',
  'The partners told staff in a weekly newsletter that the first bus leaves the works in May.',
  '“Have a story in mind: this yard was dying,” said the mayor.',
  'Drivers can sign up for a free ride. Weihe contributed to this report on brakes with a drawing of 1960.',
  'The first line opens in May. Follow us on Twitter.',
  '据客车协会（来源：月度报告），伟赫的新能源客车占比已达三成。',
  '资料来源：客车协会。伟赫去年销量为四万辆。',
  '最新消息显示，两家公司的合资计划受到市场关注。',
])('a last sentence of the story that has such words stays: %s', (line) => {
  const html = `<html><body><div class="story">${after(`<p>${line}</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(line);
});

test.each([
  '相关负责人表示，诺达将对合资公司增资50亿元。',
  '相关负责人表示，诺达将对合资公司增资50亿元，明年春天开工',
  '関連部品はノルダとの合弁会社が現地で調達する。',
  '관련 업계에 따르면 노르다와의 합작법인은 2028년 가동된다.',
  'Related costs will be shared by the two partners.',
  'Comments from Norda were not available on Monday.',
  'More in-depth talks on the venture follow in May.',
  'Popular with unions it is not.',
])('a last sentence that begins as a heading does stays: %s', (line) => {
  const html = `<html><body><div class="story">${after(`<p>${line}</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(line);
});

test.each([
  '相关新闻',
  '延伸报道：',
  '関連ニュース',
  '관련 뉴스',
  'Related to this',
  'Comments (12)',
  'More on buses...',
])('a heading over other articles ends the text: %s', (line) => {
  const html = `<html><body><div class="story">${after(`<p>${line}</p><p>Other news</p>`)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test.each([
  ['<span class="ticker">Weihe</span> and Norda'],
  ['<strong><span class="ticker">Weihe</span></strong> and Norda'],
  ['<a class="stock-tooltip" href="/weihe">Weihe</a> and <a class="popover" href="/norda">Norda</a>'],
  ['Weihe <span class="ticker-name">and</span> <span class="ticker">Norda</span>'],
])('a name that begins its sentence stays: %s', (marked) => {
  const story = before('').replace('<p>Weihe and Norda', `<p>${marked}`);
  const html = `<html><body><div class="story">${story}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test('what explains a word, close to it, is left out', () => {
  const story = before('').replace(
    '<p>Weihe',
    '<p><a href="/weihe">Weihe<span class="tooltip">a maker of buses in Ulm</span></a>',
  );
  const html = `<html><body><div class="story">${story}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).not.toContain('Ulm');
});

test.each(['share-capital', 'voting-rights', 'credit-lines', 'rating'])(
  'a section of prose stays, though its id has a word of boxes: %s',
  (id) => {
    const part = `<section id="${id}"><h2>Owners</h2><p>Norda holds 75 percent of the works, and Weihe holds the other 25 percent.</p></section>`;
    const html = `<html><body><div class="story">${amid(part)}</div></body></html>`;
    expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain('75 percent');
  },
);

test('a section of buttons and a request goes', () => {
  const part =
    '<section id="share"><p>Share this article, please, with everybody who likes buses and the people in them.</p><button>Share</button></section>';
  const html = `<html><body><div class="story">${amid(part)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toBe(PROSE.join('\n\n'));
});

test('a large first letter stays with its word', () => {
  const large = first.replace('<p>W', '<p><span style="display:block;float:left;font-size:90px">W</span>');
  const html = `<html><body><div class="story">${before('').replace(first, large)}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(PROSE[0]);
});
