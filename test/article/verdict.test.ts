/** What a page's text is worth: one small page of each shape that the web serves. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';
import type { Verdict } from '../../src/core/model.ts';

const SENTENCES = [
  'Weihe Motors and the Norwegian firm Norda agreed on Monday to build electric buses together in Hubei.',
  'Each side puts in half of the capital, and the first buses are due in the spring of next year.',
  'Norda brings the drivetrain, Weihe the plant and the workers, according to a note to the exchange.',
  'Both boards have approved the plan, which still needs the consent of two regulators in the region.',
  'The partners hope to sell four thousand buses a year, half of them outside the country.',
  'A first order from the city of Wuhan is expected before the end of the quarter, people close to it say.',
];
const full = SENTENCES.map((s) => `<p>${s}</p>`).join('');
/** Some six hundred words. */
const long = SENTENCES.flatMap((s, i) =>
  [1, 2, 3].map((n) => `<p>${s} Part ${n} of it: ${SENTENCES[(i + n) % 6]}</p>`),
).join('');
const teaser = `<p>${SENTENCES[0]}</p><p>${SENTENCES[1]?.slice(0, 60)}…</p>`;
const article = (body: string, head = ''): string =>
  `<html><head><title>Weihe and Norda build buses | Bus Post</title><meta property="og:type" content="article">${head}</head><body><h1>Weihe and Norda build buses</h1><article>${body}</article></body></html>`;
const bare = (title: string, body: string): string =>
  `<html><head><title>${title}</title></head><body>${body}</body></html>`;
const cards = (n: number): string =>
  Array.from(
    { length: n },
    (_, i) =>
      `<article><h2><a href="/a/${i}">Headline number ${i} of the day about carmakers</a></h2><p>${SENTENCES[i % 6]}</p><a href="/a/${i}">More</a></article>`,
  ).join('');
const notFree =
  '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>';

const CASES: readonly (readonly [string, Verdict, string, string?])[] = [
  // full
  ['a news article', 'full', article(full)],
  [
    'an article under a cookie banner',
    'full',
    article(
      `${full}<div class="cookie-banner"><p>We value your privacy. Accept all or manage preferences. Cookie policy.</p></div>`,
    ),
  ],
  [
    'an article marked as not free that is there whole',
    'full',
    article(
      SENTENCES.map(
        (s, i) => `<p>${s} ${SENTENCES[(i + 1) % 6]} Part ${i}: ${SENTENCES[(i + 2) % 6]}</p>`,
      ).join('') + full,
      notFree,
    ),
  ],
  [
    'a short article among many linked headlines',
    'full',
    bare(
      'Weihe and Norda build buses',
      `<h1>Weihe and Norda build buses</h1><div><p>${SENTENCES.slice(0, 3).join(' ')}</p><p>${SENTENCES.slice(3).join(' ')}</p></div><div class="more">${'<h3><a href="/a">Another headline of the day about carmakers and what they plan</a></h3>'.repeat(12)}</div>`,
    ),
  ],
  [
    'an article with a newsletter box',
    'full',
    article(
      `${full}<div class="newsletter"><p>Our letter comes every morning. Sign up for it here.</p></div>`,
    ),
  ],
  [
    'an article about captchas',
    'full',
    article(
      `<p>The maker of the captcha that asks you to verify you are human sold its cars arm.</p>${full}`,
    ),
  ],
  [
    'an article about a 404 kilometre range',
    'full',
    article(full).replaceAll('Weihe and Norda build buses', 'New bus goes 404 km'),
  ],
  [
    'an article on a company that was denied access',
    'full',
    article(full).replaceAll('Weihe and Norda build buses', 'Access denied: Weihe shut out of the city'),
  ],
  [
    'an article on what is missing',
    'full',
    article(full).replaceAll('Weihe and Norda build buses', 'Sorry, parts are missing, says Weihe'),
  ],
  [
    'a long article on what is missing that does not call itself one',
    'full',
    bare(
      'Sorry, parts are missing, says Weihe',
      `<h1>Sorry, parts are missing, says Weihe</h1><article>${long}</article>`,
    ),
  ],
  [
    'an article about consent',
    'full',
    article(
      `<p>The screens of its buses ask drivers to accept cookies. They say “we value your privacy”, and offer to reject all or to manage preferences.</p>${long}`,
    ),
  ],
  [
    'a short article with a video',
    'full',
    article(full, '<script type="application/ld+json">{"@type":"VideoObject","name":"The bus"}</script>'),
  ],
  [
    'a short article whose page is marked as a list of what else there is',
    'full',
    article(full, '<script type="application/ld+json">{"@type":"ItemList","name":"More"}</script>').replace(
      '</body>',
      `<section>${cards(12)}</section></body>`,
    ),
  ],
  [
    'a whole article over an offer to subscribe',
    'full',
    article(`${full}<div class="paywall"><p>Bus Post Plus: from one euro a month.</p></div>`),
  ],
  ['a short brief of an agency', 'full', article(`<p>${SENTENCES.slice(0, 4).join(' ')}</p>`)],
  [
    'a Chinese brief',
    'full',
    article(
      `<p>${'海岳汽车与莱茵动力昨日签署合资协议，双方各出资一半，在合肥生产电动客车，首批产品明年春季下线。'.repeat(1)}</p><p>${'双方董事会均已批准该计划，仍须两家监管机构同意，预计每年销售四千辆，其中一半销往海外市场，第一份订单来自武汉市公交集团。'}</p>`,
    ),
  ],
  // thin
  ['a teaser', 'thin', article(`<p>${SENTENCES[0]}</p>`)],
  ['an article whose body never came', 'thin', article('<div id="app"></div>')],
  [
    'a headline and a picture',
    'thin',
    article('<figure><img src="a.jpg"><figcaption>A bus</figcaption></figure>'),
  ],
  // paywalled
  ['a teaser marked as not free', 'paywalled', article(teaser, notFree)],
  [
    'a teaser over a gate',
    'paywalled',
    article(`${teaser}<div class="paywall"><p>Subscribe now to continue reading.</p></div>`),
  ],
  [
    'a teaser of a whole sentence over a gate, on a page that does not call itself an article',
    'paywalled',
    bare(
      'Weihe and Norda build buses',
      `<h1>Weihe and Norda build buses</h1><article><p>${SENTENCES[0]}</p><div class="paywall"><p>Subscribe now to continue reading.</p></div></article>`,
    ),
  ],
  [
    'a teaser over a German gate',
    'paywalled',
    article(`${teaser}<div class="regwall"><p>Jetzt weiterlesen mit Auto Plus.</p></div>`),
  ],
  [
    'a teaser over a French gate',
    'paywalled',
    article(`${teaser}<p>Cet article est réservé aux abonnés.</p><p>La suite est réservée aux abonnés.</p>`),
  ],
  [
    'a teaser over a Japanese gate',
    'paywalled',
    article(
      '<p>東都自動車は六日、中国の蒼海能源と合弁会社を設立すると発表した。</p><p>この記事は有料会員限定です。残り 812文字</p>',
    ),
  ],
  [
    'a teaser over a Chinese gate',
    'paywalled',
    article('<p>海岳汽车与莱茵动力签署协议，双方各出资一半。</p><p>订阅后阅读全文，仅限会员。</p>'),
  ],
  // consent
  [
    'a consent page and nothing else',
    'consent',
    bare(
      'Bus Post',
      '<div><p>We value your privacy. We and our partners store and/or access information on a device.</p><p>Accept all</p><p>Reject all</p><p>Manage preferences</p></div>',
    ),
  ],
  [
    'a page before you continue',
    'consent',
    bare(
      'Before you continue',
      '<div><h1>Before you continue</h1><p>We use cookies to show personalised ads. See our cookie policy and privacy settings.</p><p>Accept all or reject all.</p></div>',
    ),
  ],
  [
    'a German pay-or-consent wall',
    'consent',
    bare(
      'Auto Heute',
      '<div><p>Mit Werbung weiterlesen: Für die Nutzung brauchen wir Ihre Zustimmung und Einwilligung.</p><p>Alle akzeptieren</p><p>Werbefrei im Abo. Datenschutzerklärung. Cookie-Einstellungen.</p></div>',
    ),
  ],
  // blocked
  [
    'a challenge that takes just a moment',
    'blocked',
    bare('Just a moment...', '<h1>busposts.example</h1><p>Enable JavaScript and cookies to continue</p>'),
  ],
  [
    'a page of access denied',
    'blocked',
    bare(
      'Access Denied',
      "<h1>Access Denied</h1><p>You don't have permission to access this server. Reference #18.2f3a.</p>",
    ),
  ],
  ['a captcha', 'blocked', bare('Robot or human?', '<p>Please press & hold to confirm you are a human.</p>')],
  [
    'a bot check without a title',
    'blocked',
    bare(
      'busposts.example',
      '<p>Please verify you are a human.</p><script src="https://geo.captcha-delivery.com/c.js"></script>',
    ),
  ],
  [
    'a wordy challenge that calls itself an article',
    'blocked',
    article(
      '<p>We are checking if the site connection is secure. Please verify you are human by completing the action below, which takes no more than a few seconds on most machines and browsers that our readers use at home or at work. If it does not go on by itself after that, load the page once more.</p>',
    ),
  ],
  ['a Chinese slider check', 'blocked', bare('安全验证', '<p>请完成安全验证，拖动滑块完成拼图</p>')],
  // not-article
  [
    'an error page with status 200',
    'not-article',
    bare(
      'Page not found | Bus Post',
      '<h1>404</h1><p>Sorry, the page you are looking for has moved or never was.</p>',
    ),
  ],
  [
    'a German error page',
    'not-article',
    bare(
      'Seite nicht gefunden',
      '<h1>Seite nicht gefunden</h1><p>Diese Seite existiert nicht mehr oder wurde verschoben.</p>',
    ),
  ],
  ['a Chinese error page', 'not-article', bare('页面不存在', '<p>您访问的页面不存在或已被删除。</p>')],
  ['a home page', 'not-article', bare('Bus Post', cards(12)), 'https://busposts.example/'],
  [
    'a page of links under a tag',
    'not-article',
    bare(
      'Buses',
      `<h1>Buses</h1><script type="application/ld+json">{"@type":"CollectionPage"}</script>${cards(10)}`,
    ),
    'https://busposts.example/tag/buses',
  ],
  [
    'a video page',
    'not-article',
    bare(
      'Watch: the bus',
      '<meta property="og:type" content="video.other"><h1>Watch: the bus</h1><video src="a.mp4"></video><p>The bus in two minutes.</p>',
    ),
  ],
  ['an empty document', 'not-article', ''],
  ['a document without text', 'not-article', '<html><body><img src="a.gif"></body></html>'],
];

describe('verdicts', () => {
  for (const [shape, verdict, html, url] of CASES)
    test(`${shape}: ${verdict}`, () => {
      const read = extractArticle(html, { url: url ?? 'https://busposts.example/2026/11/03/weihe-norda' });
      expect(`${read.verdict} (${read.verdictReason})`).toMatch(new RegExp(`^${verdict} `));
      expect(read.verdictReason.length).toBeLessThan(120);
      expect(read.confidence).toBeGreaterThanOrEqual(0);
      expect(read.confidence).toBeLessThanOrEqual(verdict === 'full' ? 1 : 0.6);
    });
});

test.each([
  ['in the header', '<header><div><a href="/login">Already a subscriber? Sign in</a></div></header>'],
  ['in a banner', '<div role="banner"><p>Subscribers only: <a href="/login">sign in</a></p></div>'],
  [
    'in a link before the article',
    '<div class="bar"><a href="/login">Already a subscriber? Sign in</a></div>',
  ],
])('a short article that is free is full, though the page lets subscribers sign in: %s', (_, top) => {
  const brief = article(
    SENTENCES.slice(0, 3)
      .map((s) => `<p>${s}</p>`)
      .join(''),
  );
  const url = 'https://busposts.example/2026/11/03/weihe-norda';
  expect(extractArticle(brief.replace('<body>', `<body>${top}`), { url }).verdict).toBe('full');
  const gated = brief.replace(
    '</article>',
    '<div><p>Already a subscriber? <a href="/login">Sign in</a></p></div></article>',
  );
  expect(extractArticle(gated, { url }).verdict).toBe('paywalled');
});

test('one word is told as one', () => {
  const { verdict, verdictReason } = extractArticle(article('<p>Soon.</p>'), {
    url: 'https://bus.example/a/1',
  });
  expect({ verdict, verdictReason }).toEqual({ verdict: 'thin', verdictReason: '1 word' });
});

describe('walls, gates and error pages of other languages', () => {
  const at = (html: string): string =>
    extractArticle(html, { url: 'https://busposts.example/2026/11/03/weihe-norda' }).verdict;

  test.each([
    'Verder lezen? Dit artikel is alleen voor abonnees.',
    'Dostęp do pełnej treści tylko dla subskrybentów.',
    'Pozostało 80% artykułu.',
    'Conteúdo exclusivo para assinantes. Assine para continuar lendo.',
    'Haberin devamını okumak için giriş yapın.',
    'This article is available exclusively to our subscribers.',
    'Celý text je pouze pro předplatitele.',
    'A teljes cikk kizárólag előfizetőinknek érhető el.',
    'Artikel ini khusus untuk pelanggan.',
    'Kandungan premium. Log masuk untuk meneruskan.',
    'Полный текст доступен только по подписке.',
    'Innehåll för prenumeranter. Logga in för att läsa vidare.',
    'Bài viết chỉ dành cho thuê bao. Đăng nhập để đọc tiếp.',
  ])('paywalled: %s', (line) => {
    expect(at(article(`${teaser}<div><p>${line}</p></div>`))).toBe('paywalled');
  });

  test.each([
    ['Pagina niet gevonden', 'De pagina is verplaatst.'],
    ['Bus Post', 'De pagina die u zoekt bestaat niet meer.'],
    ['Nie znaleziono strony', 'Przepraszamy.'],
    ['Bus Post', 'Strona, której szukasz, nie istnieje.'],
    ['Página não encontrada', 'Volte ao início.'],
    ['Sayfa bulunamadı', 'Ana sayfaya dönün.'],
    ['Bus Post', 'Dieser Artikel ist nicht mehr verfügbar.'],
    ['Stránka nenalezena', 'Zpět na úvod.'],
    ['Bus Post', 'Stránka, kterou hledáte, tu není.'],
    ['Az oldal nem található', 'Vissza a címlapra.'],
    ['Bus Post', 'A keresett oldal megszűnt.'],
    ['Halaman tidak ditemukan', 'Kembali ke beranda.'],
    ['Halaman tidak dijumpai', 'Kembali ke laman utama.'],
    ['Bus Post', 'Halaman yang anda cari tidak wujud.'],
    ['Страница не найдена', 'Вернитесь на главную.'],
    ['Bus Post', 'Материал удалён.'],
    ['Sidan hittades inte', 'Till startsidan.'],
    ['Không tìm thấy trang', 'Về trang chủ.'],
    ['Bus Post', 'El artículo ya no está disponible.'],
    ['提示信息', '您访问的文章不存在或已被删除'],
    ['버스일보', '삭제된 기사입니다.'],
  ])('not an article: %s, %s', (title, line) => {
    expect(at(bare(title, `<h1>${title}</h1><p>${line}</p>`))).toBe('not-article');
  });

  test.each([
    'Wij en onze partners gebruiken cookies. Alles accepteren. Cookie-instellingen. Privacyverklaring.',
    'My i nasi zaufani partnerzy zapisujemy pliki cookie. Akceptuję i przechodzę do serwisu. Polityka prywatności.',
    'Nós e os nossos parceiros utilizamos cookies. Aceitar todos. Gerir opções. Política de privacidade.',
    'Çerezler ve kişisel veriler. Tümünü kabul et. Gizlilik politikası.',
    'Noi e i nostri partner usiamo i cookie. Accetta tutto. Rifiuta. Informativa sulla privacy.',
    'My a naši partneři používáme cookies. Přijmout vše. Nastavení cookies. Zásady ochrany soukromí.',
    'Partnereink sütiket használnak. Összes elfogadása. Elutasítom. Adatvédelmi tájékoztató.',
    'Kami dan mitra kami menggunakan cookie. Terima semua. Tolak semua. Kebijakan privasi.',
    'Kami dan rakan kongsi kami menggunakan kuki. Terima semua. Tolak semua. Dasar privasi.',
    'Мы и наши партнёры используем файлы cookie. Принять все. Настройки cookie. Политика конфиденциальности.',
    'Vi använder cookies. Godkänn alla. Avvisa alla. Integritetspolicy.',
    'Trang này sử dụng cookie. Chấp nhận tất cả. Từ chối tất cả. Chính sách bảo mật.',
  ])('consent: %s', (line) => {
    expect(at(bare('Bus Post', `<div><p>${line}</p></div>`))).toBe('consent');
  });

  test.each(['Een moment geduld...', 'Um momento…', 'Chwileczkę…', '请稍候…', 'しばらくお待ちください...'])(
    'blocked: %s',
    (title) => {
      expect(at(bare(title, '<p>busposts.example</p>'))).toBe('blocked');
    },
  );

  test.each([
    'Vérifiez que vous êtes humain.',
    'Verifique que es un ser humano.',
    'Verifica di essere umano.',
    'Confirme que você é humano.',
    'Bevestig dat u een mens bent.',
    'Potwierdź, że jesteś człowiekiem.',
    'Ověřte, že jste člověk.',
    'Igazolja, hogy ön ember.',
    'Подтвердите, что вы человек.',
    'İnsan olduğunuzu doğrulayın.',
    'Pastikan Anda adalah manusia.',
    'Sahkan bahawa anda seorang manusia.',
    'Bekräfta att du är människa.',
    'Xác minh rằng bạn là con người.',
  ])('blocked: %s', (line) => {
    expect(at(bare('busposts.example', `<p>${line}</p>`))).toBe('blocked');
  });

  test('news that has such words is none of them', () => {
    expect(at(bare('Um momento histórico para a Weihe', full))).toBe('full');
    expect(at(article(`${full}<p>Abone olun.</p>`))).toBe('full');
  });
});
