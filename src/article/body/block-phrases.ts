/** Phrases of lines that stand in the body of an article but are not its text; every pattern is anchored and linear. */
import { inAnyLanguage } from '../../text/one-of.ts';
import PHRASES from './block-phrases.json' with { type: 'json' };

/** Picture credits and captions. */
export const CREDIT =
  /^(?:[(（[【]?(?:photo|image|picture|credit|illustration|foto|bild|bildquelle|fotos|source image|image source|photograph|crédit|imagen|getty images|shutterstock|beeld|zdjęci[ea]|fot|fotoğraf|图片?|图片来源|图源|供图|圖片?|写真|사진|자료사진)s?(?: credits?| photos?| source| courtesy(?: of)?| by| via|来源|來源|提供| ?제공)?\s?[:：/／=＝]|fot\. \p{Lu}|▲.{0,150}(?:사진|제공|ⓒ)|©|\(c\) ?\d{4}|(?:photo|image|picture|illustration)s? (?:by|courtesy|via|credit)\b)/iu;

/** A line that only names the writer. */
export const BYLINE =
  /^(?:(?:[Ww]ritten |[Pp]osted |[Ss]tory |[Rr]eported |[Rr]eporting |[Ee]dited |[Ww]ords |[Aa]rticle )?(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|Di|[Dd]oor)[:]? (?:\p{Lu}[\p{L}'’.-]{0,20} ){1,3}\p{Lu}[\p{L}'’.-]{0,20}(?:[ ]?[,|·•–-].{0,60})?|(?:作者|记者|記者|文|撰文|编辑|責任編輯|责任编辑|来源)[:：／/] ?[\p{Script=Han}· 、]{2,30}|(?:\p{Script=Han}{0,12}记者|编辑|责编|责任编辑|校对) [\p{Script=Han}·]{2,4}(?:[ 、][\p{Script=Han}·]{2,4}){0,3}|[가-힣]{2,4} ?기자(?: ?[\w.]{1,40}@[\w.]{1,60})?)$/u;

/** Pointers to other pages. */
export const READ_MORE = new RegExp(
  String.raw`^[»>▶►☞▼■→【[(（•\s]{0,3}${inAnyLanguage(PHRASES.readMore)}`,
  'iu',
);

/** Labels and requests to the reader and to his browser; the first group must be the whole line. */
export const NOTICE =
  /^[-–—*•|[【(\s]{0,4}(?:(?:adverts?|advertisements?|ads?|advertising|anzeige|werbung|publicité|publicidade?|pubblicità|an[uú]ncio|advertentie|reclame|reklam[ay]?|ilan|реклама|广告|広告|スポンサー(?:リンク)?|pr(?=[】\]])|광고|teilen|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|compartilhar|delen|udostępnij|drukuj|paylaş|yazdır|分享到?|收藏|举报|シェア|印刷|공유|인쇄|sponsored(?: content)?|continue reading|share|print|comments?|tags?|newsletter|table of contents|contents|loading|up next|read more|scroll to continue(?: with content)?|story continues below(?: advertisement)?|caption|close|copy link|view comments|photos?|video|watch|audio|gallery|slideshow|sources?|authors?|article categories|via|image \d+ of \d+|\d{1,2}[ -]min(?:\.|utes?|uten|uti|utos|uten|ut)?(?: de)? (?:read|lesezeit|lecture|lectura|lettura|leitura|leestijd|czytania|okuma))[-–—.:：…\]】)\s]*$|(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo (?:di lettura|de leitura)|leestijd|czas czytania|okuma süresi|阅读时间|読了時間)\s?[:：\d]|(?:continua (?:após|depois)|(?:la suite|suite de l['’]article) après|el artículo continúa|(?:de tekst|het artikel) gaat verder|(?:dalsza część|ciąg dalszy|reszta) artykułu|haberin devamı|continue reading|story continues|article continues|this (?:article|story) continues|sign up (?:for|to)\b|subscribe (?:to|now|for)\b|(?:please )?(?:enable|requires) javascript|this (?:slideshow|page|video) requires javascript|share (?:this|on)\b|follow us\b|follow .{1,40} on (?:twitter|facebook|instagram|x|linkedin)\b|click to (?:share|print|email)|tags?\s?[:：]|filed under\b|posted in\b|copyright\b|[©ⓒ]|.{0,40}all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:reservados )?todos los derechos|.{0,30}(?:版权所有|版權所有|未经.{0,12}(?:授权|许可)|無断転載|禁無断|무단 ?전재)|listen to this article|download (?:the|our) app|get (?:the|our) newsletter|join our\b|in this article\s?:?$|like this (?:story|article)\?|thanks for (?:visiting|reading)))/iu;

/** Requests to follow the site or to take its letters, one sentence that names them and says nothing else; English ones are among the notices. */
export const INVITATION =
  /^(?:(?:jetzt |hier )?(?:abonnieren sie|abonniere|melden sie sich|folgen sie uns|folge uns)|inscrivez-vous|abonnez-vous|recevez|suivez[- ]nous|(?:iscriviti|iscrivetevi|abbonati|seguici|seguiteci)|(?:suscr[ií]b(?:ete|ase)|ap[uú]nt(?:ate|ese)|reg[ií]strate|recibe|s[ií]guenos|síganos)|(?:assine|inscreva-se|cadastre-se|receba|siga-nos|siga a gente)|(?:meld je|schrijf je|abonneer je|volg ons)|(?:zapisz się|subskrybuj|obserwuj nas)|(?:подпи(?:сывайтесь|шитесь)|читайте нас|следите за нами)|(?:abone olun|bizi takip edin|takip edin))(?=[^.!?]{0,80}?(?:newsletter|lettre d['’]information|boletín|boletim|infolettre|nieuwsbrief|bülten|рассылк|telegram|whatsapp|телеграм|канал|facebook|instagram|twitter|linkedin|youtube|google news|discover))[^.!?]{0,180}[.!?]?$|^(?:欢迎|请|扫码|点击|长按)?(?:扫码)?关注(?:我们|本[网站报刊号]|.{0,14}(?:公众号|微信|微博|视频号|头条号|客户端))[^。！？]{0,60}[。！]?$|^(?:네이버|카카오톡?|유튜브|텔레그램|구글 ?뉴스|페이스북|인스타그램)[^.。]{0,20}(?:구독|팔로우|친구 ?추가)[^.]{0,60}(?:세요|십시오|하기)[.!]?$|^(?:ニュースレター|メールマガジン|メルマガ|LINE|YouTube|X)[^。]{0,30}(?:登録|フォロー)[^。]{0,30}(?:ください|こちら)[。！]?$/iu;

/** A line of tags, with or without spaces between them. */
export const HASHTAGS = /^(?:[#＃](?=[\p{N}_]{0,10}\p{L})[\p{L}\p{N}_]{2,40}[#＃]?[\s,，、|·]{0,3})+$/u;

/** Headings under which other articles, comments or notes about the writer begin. */
export const ENDING_HEADINGS =
  /^(?:related\b|more (?:from|on|in)\b|more (?:\S{1,20} ){0,3}(?:stories|articles|news|posts|coverage|like this)\b|you (?:may|might) (?:also )?(?:like|enjoy)|recommended\b|read (?:more|next|also)|also (?:read|on)\b|about the authors?\b|leave a (?:comment|reply)|comments?\b|\d+ (?:comments?|responses|replies)\b|share this|tags\b|latest (?:news|posts|articles|stories)|popular\b|recent (?:posts|articles|news)|trending\b|most (?:read|popular|viewed)|subscribe\b|sign up\b|newsletter\b|further reading|references$|footnotes$|sources$|das könnte (?:sie|dich)|mehr zum thema|weitere artikel|ähnliche|kommentare|sur le même|à lire aussi|commentaires|artículos relacionados|comentarios|noticias relacionadas|lees ook|gerelateerd|reacties\b|czytaj (?:także|też|również)|zobacz (?:także|też|również)|powiązane|komentarze|[iİ]lgili haberler|benzer haberler|yorumlar|leia (?:também|mais)|veja também|comentários|leggi anche|articoli correlati|commenti\b|te puede interesar|похожие|(?:相关|延伸)(?:阅读|新闻|文章|报道|链接|推荐|资讯|内容|专题|标签|话题|评论|视频)|(?:相关|延伸)\s?[:：]?$|推荐阅读|猜你喜欢|関連(?:記事|ニュース|リンク|情報|キーワード|タグ|サイト|トピックス|する記事|コンテンツ|動画|ワード)|関連\s?[:：]?$|あわせて読みたい|コメント$|관련 ?(?:기사|뉴스|글|보도|콘텐츠|영상|링크|키워드|태그|이슈)|관련\s?[:：]?$|댓글)/iu;
