/** Words by which pages name their parts in class and id attributes; sorted, matched as whole words. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Parts that are never the text of the article. */
export const JUNK_WORDS = list(`
  ad addthis addtoany adslot adsense ads advert advertisement advertising advertorial adunit adwrapper affiliate
  authorbox banner banners bio biography breadcrumb breadcrumbs byline bylines captcha
  colophon commentlist comments consent cookie cookies copyright cta
  discussion disqus donate donation dropdown eyebrow
  fbcomments flyout followus footer gdpr
  hiddenprint interstitial kicker lightbox livefyre login
  masthead megamenu menu minitoc modal mostread mostpopular
  nav navbar navigation navi newsletter newsletters noprint
  onetrust outbrain overlay
  pager pagination paginator pagenav permalink piano popover popular popup postmeta postnav prevnext promo promos promobox promoted promotion
  rating ratings reactions readnext recirc recirculation recommendation recommendations recommended related relatedarticles relatedlinks
  relatednews relatedposts remodal reply respond
  screenreader share shareaholic sharebar sharebuttons sharedaddy sharelinks sharethis sharing shoutbox sidebar sidebars signin signup sitemap skip
  skyscraper sns social socialmedia socials sociallinks sponsor sponsored sponsorship subscribe subscriber subscription
  taboola tagcloud taglist teaser teasers ticker toast toc toolbar tooltip topbar trending tweetmeme
  upsell viafoura vote voting zergnet
`);

/** Parts that are never the text, however much running text they hold, as long as an article's worth is left elsewhere. */
export const SURE_JUNK_WORDS = list('comment commentlist comments disqus fbcomments respond');

/** Names of links to the rest or to other pages; expanders that hold the text itself have the same names. */
export const LINK_PHRASES = list('jump-link jump-links more-link more-links read-more');
export const LINK_WORDS = list('btn btns button buttons jumplinks readmore');

/** Parts of an article that are not its running text: pictures with their words, players. */
export const MEDIA_WORDS = list(
  'caption captions carousel credit credits figcap figcaption gallery imagecaption lightbox photocaption slideshow slider',
);

/** Whole class tokens that name junk though their words alone do not. */
export const JUNK_NAMES = list('hidden hide screen-reader-text sr-only textwidget visuallyhidden widget');

/** Whole class tokens that hide an element as `display: none` does. */
export const HIDDEN_NAMES = list(
  'd-none display-none invisible is-hidden u-hidden uk-hidden w-condition-invisible',
);

/** Pairs of neighbouring words that name junk. */
export const JUNK_PHRASES = list(`
  about-author about-me action-bar after-content also-like also-read article-actions article-author article-date article-footer article-info
  article-meta article-tags article-tools article-topics
  author-bio author-box author-card author-description author-details author-info author-meta author-profile back-link
  bottom-bar call-action call-out comment-form comment-list content-footer content-tags dont-miss download-app editors-picks email-form
  entry-date entry-footer entry-meta entry-tags entry-utility fact-box footer-content follow-us further-reading
  get-app hidden-print img-credit image-credit in-article inline-promo internal-links
  img-desc img-descr img-description image-desc image-description photo-desc photo-description
  keep-reading latest-news latest-posts leave-reply like-this link-list list-related listen-article
  mailing-list mc-embed media-credit meta-data meta-info more-articles more-from more-like more-news more-on more-posts more-stories most-popular most-read most-viewed
  next-article next-post next-prev news-list next-up other-articles other-news page-links page-nav page-title
  photo-credit plus-one post-author post-categories post-category post-date post-footer post-info post-meta post-nav post-tags post-tools
  prev-next previous-post print-only product-card product-grid publish-date published-date question-form read-also read-next
  reading-time screen-reader section-nav see-also side-bar side-nav side-rail site-footer site-header site-info skip-link sr-only
  story-footer story-meta story-tags story-tools sub-nav suggested-posts
  tag-list tags-links tags-list top-bar top-stories user-info visually-hidden whats-next widget-area wpcf-form you-may
`);

/** Names given to the part that holds the text of the article, most telling first; compared with letters only. */
export const BODY_NAMES = list(`
  articlebody articlebodycontent articlecontent articlecontents articlemain articletext articlewrapper articlecontentbody
  artikeltext artikelinhalt
  blogpostbody blogpostcontent bodycontent blogcontent blogbody
  contentarticle contentbody contentmain detailcontent detailbody
  entrybody entrycontent entrytext
  itemfulltext maincontentbody maintext newsbody newscontent newstext newsdetail
  pagecontentarticle postarticle postbody postbodycontent postcontent postentry posttext
  storybody storybodytext storycontent storytext textcontent thecontent tdpostcontent
  articlecopy bodycopy richtext richtextbody fulltext
`);

/** Class prefixes that say something about state or category, not about what the element is. */
export const MODIFIER_PREFIXES = list('category format has is js no not postid status tag type with without');

/** Words that, last in a name of several, name the box about the writer: `story-author`, `c-author`. */
export const BOX_ENDS = list('author authors autor autoren');

/** Words that make a name a modifier in any position: `post-with-comments`, `no-sidebar`. */
export const MODIFIER_WORDS = list('has no with without not');
