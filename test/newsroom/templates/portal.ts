/** An East Asian news portal: nested boxes without semantics, the date as visible text only, lists on every side. */
import { clock, head, markup, menu, type PagePlan, paragraphs, relatedList } from './parts.ts';

function dateText(page: PagePlan): string {
  const [year, month, day] = page.date.slice(0, 10).split('-');
  if (page.outlet.language === 'ko') return `입력 ${year}.${month}.${day} ${clock(page)}`;
  return `${year}年${month}月${day}日 ${clock(page)}`;
}

const SOURCE: Readonly<Record<string, string>> = { zh: '来源：', ja: '提供：', ko: '출처: ' };

export function portal(page: PagePlan): string {
  const { labels } = page;
  const comments = labels.comments.map(
    (text) => `<div class="cmt_item"><b>***</b><span>${markup(text)}</span></div>`,
  );
  return `${head(page, [`<meta name="keywords" content="${markup(page.section)},${markup(page.outlet.name)}">`])}
<body>
<div id="top"><div class="wrap"><div class="logo"><a href="/">${markup(page.outlet.name)}</a></div>${menu(page)}</div></div>
<div class="wrap crumbs"><a href="/">${markup(page.outlet.name)}</a> &gt; <a href="/section/1/">${markup(page.section)}</a></div>
<div class="wrap main">
<div class="left">
<div class="main-title-box"><h1 class="main-title">${markup(page.title)}</h1></div>
<div class="date-source"><span class="date">${dateText(page)}</span> <span class="source">${SOURCE[page.outlet.language] ?? ''}<a href="/">${markup(page.outlet.name)}</a></span> <span class="author">${markup(labels.by)}${markup(page.authors.join(' '))}</span></div>
<div class="bshare"><a href="#">${markup(labels.share)}</a><a href="#">QQ</a><a href="#">LINE</a></div>
<div id="artibody" class="article">
<div class="img_wrapper"><img src="/static/lead.jpg" alt=""><span class="img_descr">${markup(labels.caption)}</span></div>
${paragraphs(page.paragraphs)}
</div>
<div class="qr"><img src="/static/qr.png" alt=""><p>${markup(labels.newsletter)}</p></div>
<div class="keywords">${markup(labels.tags)}：<a href="/tag/1/">${markup(page.section)}</a></div>
<div class="cmt"><div class="cmt_title">${markup(labels.commentsTitle)}</div>${comments.join('')}</div>
</div>
<div class="right">
<div class="hot"><div class="tit">${markup(labels.mostRead)}</div>${relatedList(page)}</div>
<div class="rec"><div class="tit">${markup(labels.related)}</div>${relatedList(page)}</div>
</div>
</div>
<div class="footer">${markup(labels.footer)}</div>
</body>
</html>
`;
}
