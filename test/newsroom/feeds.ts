/** Writes feeds as publishers do: RSS 2.0, Atom, RSS 1.0 and JSON Feed, in any charset. */
import { encode } from './charset.ts';
import { markup, teaser } from './templates/parts.ts';

/** One entry; a null link leaves the element out. */
export interface FeedEntry {
  readonly url: string | null;
  readonly title: string;
  /** ISO 8601 with its offset. */
  readonly date: string;
  readonly authors: readonly string[];
  readonly section: string;
  readonly paragraphs: readonly string[];
}

export interface FeedPlan {
  readonly format: 'rss' | 'atom' | 'rdf' | 'json';
  readonly charset: string;
  readonly carries: 'full' | 'teaser' | 'title';
  readonly title: string;
  readonly language: string;
  readonly site: string;
  readonly url: string;
  readonly entries: readonly FeedEntry[];
}

const TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
} as const;

/** The document's bytes and its Content-Type, which names the charset only for UTF-8: the XML declaration must do otherwise. */
export function renderFeed(plan: FeedPlan): { body: Uint8Array; type: string } {
  const text = { rss: renderRss, atom: renderAtom, rdf: renderRdf, json: renderJson }[plan.format](plan);
  const type = plan.charset === 'utf-8' ? `${TYPES[plan.format]}; charset=utf-8` : 'text/xml';
  return { body: encode(text, plan.charset), type };
}

const declaration = (plan: FeedPlan): string =>
  `<?xml version="1.0" encoding="${plan.charset.toUpperCase()}"?>\n`;

function html(entry: FeedEntry): string {
  return entry.paragraphs.map((paragraph) => `<p>${markup(paragraph)}</p>`).join('\n');
}

/** RFC 822 with the offset of the ISO date: `Wed, 07 Sep 2016 17:40:00 +0800`. */
export function rfc822(iso: string): string {
  const offset = /([+-]\d\d):(\d\d)$/.exec(iso);
  const local = new Date(`${iso.slice(0, 19)}Z`).toUTCString().slice(0, 25);
  return `${local} ${offset ? `${offset[1]}${offset[2]}` : '+0000'}`;
}

function renderRss(plan: FeedPlan): string {
  const items = plan.entries.map((entry) => {
    const lines = [`<title>${markup(entry.title)}</title>`];
    if (entry.url !== null) lines.push(`<link>${markup(entry.url)}</link>`);
    for (const author of entry.authors) lines.push(`<dc:creator><![CDATA[${author}]]></dc:creator>`);
    lines.push(`<pubDate>${rfc822(entry.date)}</pubDate>`, `<category>${markup(entry.section)}</category>`);
    if (entry.url !== null) lines.push(`<guid isPermaLink="false">${markup(entry.url)}</guid>`);
    if (plan.carries !== 'title')
      lines.push(`<description>${markup(teaser(entry.paragraphs))}</description>`);
    if (plan.carries === 'full') lines.push(`<content:encoded><![CDATA[${html(entry)}]]></content:encoded>`);
    return `<item>\n${lines.join('\n')}\n</item>`;
  });
  return `${declaration(plan)}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${markup(plan.title)}</title>
<atom:link href="${markup(plan.url)}" rel="self" type="application/rss+xml"/>
<link>${markup(plan.site)}</link>
<description>${markup(plan.title)}</description>
<language>${plan.language}</language>
${items.join('\n')}
</channel>
</rss>
`;
}

function renderAtom(plan: FeedPlan): string {
  const entries = plan.entries.map((entry) => {
    const link =
      entry.url === null ? '' : `<link rel="alternate" type="text/html" href="${markup(entry.url)}"/>\n`;
    const authors = entry.authors.map((name) => `<author><name>${markup(name)}</name></author>`).join('');
    const content = plan.carries === 'full' ? `<content type="html">${markup(html(entry))}</content>\n` : '';
    const summary =
      plan.carries === 'title' ? '' : `<summary type="text">${markup(teaser(entry.paragraphs))}</summary>\n`;
    return `<entry>
<id>${markup(entry.url ?? `tag:${entry.date}`)}</id>
<title type="html">${markup(markup(entry.title))}</title>
${link}<published>${entry.date}</published>
<updated>${entry.date}</updated>
${authors}<category term="${markup(entry.section)}"/>
${summary}${content}</entry>`;
  });
  return `${declaration(plan)}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${plan.language}">
<title>${markup(plan.title)}</title>
<id>${markup(plan.url)}</id>
<link rel="self" href="${markup(plan.url)}"/>
<link rel="alternate" href="${markup(plan.site)}"/>
<updated>${plan.entries[0]?.date ?? '2020-01-01T00:00:00Z'}</updated>
${entries.join('\n')}
</feed>
`;
}

function renderRdf(plan: FeedPlan): string {
  const places = plan.entries.flatMap((entry) =>
    entry.url === null ? [] : [`<rdf:li rdf:resource="${markup(entry.url)}"/>`],
  );
  const items = plan.entries.map((entry) => {
    const about = entry.url === null ? '' : ` rdf:about="${markup(entry.url)}"`;
    const link = entry.url === null ? '' : `<link>${markup(entry.url)}</link>\n`;
    const description =
      plan.carries === 'title' ? '' : `<description>${markup(teaser(entry.paragraphs))}</description>\n`;
    return `<item${about}>
<title>${markup(entry.title)}</title>
${link}${description}<dc:date>${entry.date}</dc:date>
<dc:creator>${markup(entry.authors.join(', '))}</dc:creator>
<dc:subject>${markup(entry.section)}</dc:subject>
</item>`;
  });
  return `${declaration(plan)}<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="${plan.language}">
<channel rdf:about="${markup(plan.url)}">
<title>${markup(plan.title)}</title>
<link>${markup(plan.site)}</link>
<description>${markup(plan.title)}</description>
<dc:language>${plan.language}</dc:language>
<items><rdf:Seq>${places.join('')}</rdf:Seq></items>
</channel>
${items.join('\n')}
</rdf:RDF>
`;
}

function renderJson(plan: FeedPlan): string {
  const items = plan.entries.map((entry) => ({
    id: entry.url ?? `item-${entry.date}`,
    ...(entry.url === null ? {} : { url: entry.url }),
    title: entry.title,
    date_published: entry.date,
    authors: entry.authors.map((name) => ({ name })),
    tags: [entry.section],
    summary: teaser(entry.paragraphs),
    ...(plan.carries === 'full' ? { content_html: html(entry) } : { content_text: teaser(entry.paragraphs) }),
  }));
  return JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: plan.title,
      home_page_url: plan.site,
      feed_url: plan.url,
      language: plan.language,
      items,
    },
    null,
    1,
  );
}
