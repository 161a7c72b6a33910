/** Phrases of lines that stand in the body of an article but are not its text; every pattern is anchored and linear. */

/** Picture credits and captions. */
export const CREDIT =
  /^(?:\(?(?:photo|image|picture|credit|illustration|foto|bild|bildquelle|fotos|source image|image source|photograph|crédit|imagen|getty images|shutterstock|图片来源|图源|写真)s?(?: credits?| source| courtesy(?: of)?| by| via)?\s?[:：/]|©|\(c\) ?\d{4}|(?:photo|image|picture|illustration)s? (?:by|courtesy|via|credit)\b)/iu;

/** A line that is a date and nothing more. */
export const DATE_LINE =
  /^(?:(?:first )?(?:published|updated|posted|last updated|last modified|modified|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|stand|发布时间|更新|更新时间)(?: on| at| le| am| el)?\s?[:：]?\s?)?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )?(?:\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)?\.? \p{L}{3,9}\.?,? \d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:[ ,|·–-]{1,3}(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\p{Lu}{2,5})?)?\.?$/iu;

/** A line that only names the writer. */
export const BYLINE =
  /^(?:(?:[Ww]ritten |[Pp]osted |[Ss]tory |[Rr]eported |[Rr]eporting |[Ee]dited |[Ww]ords |[Aa]rticle )?(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|Di|[Dd]oor)[:]? (?:\p{Lu}[\p{L}'’.-]{0,20} ){1,3}\p{Lu}[\p{L}'’.-]{0,20}(?:[ ]?[,|·•–-].{0,60})?|(?:作者|记者|記者|文|撰文|编辑|責任編輯|责任编辑|来源)[:：／/] ?[\p{Script=Han}· 、]{2,30}|[가-힣]{2,4} ?기자(?: ?[\w.]{1,40}@[\w.]{1,60})?)$/u;

/** Pointers to other pages. */
export const READ_MORE =
  /^(?:(?:also )?read (?:more|also|next|on|the full)\b|also read\b|see also\b|related(?: (?:articles?|stories|posts?|reading|links?|news|content))?\s?[:：]|related(?: (?:articles?|stories|posts?|reading|links?|news|content))?$|more(?: on this| from| stories| news)?\s?[:：]|recommended(?: reading)?\s?[:：]|watch(?: now| more| also)?\s?[:：]|don['’]t miss|must.read\s?[:：]|click here\b|lesen sie auch|lesen sie (?:hier )?mehr|mehr (?:zum thema|dazu)|auch interessant|à lire aussi|lire aussi|lea también|lee también|te puede interesar|leggi anche|leia (?:também|mais)|читайте также|相关阅读|延伸阅读|推荐阅读|関連記事|관련기사)/iu;

/** Labels and requests to the reader and to his browser; the first group must be the whole line. */
export const NOTICE =
  /^(?:(?:adverts?|advertisements?|ads?|advertising|anzeige|werbung|publicité|publicidad|реклама|广告|広告|광고|sponsored(?: content)?|continue reading|share|print|comments?|tags?|newsletter|table of contents|contents|loading|up next|read more|scroll to continue(?: with content)?|story continues below(?: advertisement)?|caption|close|copy link|view comments|photos?|video|watch|audio|gallery|slideshow|sources?|authors?|article categories|via|image \d+ of \d+)[.:…\s]*$|(?:continue reading|story continues|article continues|this (?:article|story) continues|sign up (?:for|to)\b|subscribe (?:to|now|for)\b|(?:please )?(?:enable|requires) javascript|this (?:slideshow|page|video) requires javascript|share (?:this|on)\b|follow us\b|follow .{1,40} on (?:twitter|facebook|instagram|x|linkedin)\b|click to (?:share|print|email)|tags?\s?[:：]|filed under\b|posted in\b|copyright\b|[©ⓒ]|.{0,40}all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:reservados )?todos los derechos|.{0,30}(?:版权所有|版權所有|未经.{0,12}(?:授权|许可)|無断転載|禁無断|무단 ?전재)|listen to this article|download (?:the|our) app|get (?:the|our) newsletter|join our\b|in this article\s?:?$|like this (?:story|article)\?|thanks for (?:visiting|reading)))/iu;

/** A line of tags, with or without spaces between them. */
export const HASHTAGS = /^(?:[#＃](?=[\p{N}_]{0,10}\p{L})[\p{L}\p{N}_]{2,40}[#＃]?[\s,，、|·]{0,3})+$/u;

/** Last lines that speak of the writer or the site: where to write, follow or sign up. */
export const SIGN_OFF =
  /(?:(?:can|may) be (?:reached|contacted|emailed)|(?:reach|contact|email|e-mail|follow) (?:him|her|them|the (?:author|reporter|writer)|us|me|\p{Lu}\p{L}+)(?: \p{Lu}\p{L}+)? (?:at|on|via|by)\b|have a (?:tip|story)\b|send (?:tips|your tips)|sign up (?:for|to)\b|subscribe (?:to|now|for|here)\b|delivered (?:straight |directly )?(?:to|in) your inbox|(?:right|straight) in your inbox|(?:our|free|daily|weekly) newsletters?\b|follow (?:us|me) on\b|\bon (?:twitter|facebook|instagram)\b.{0,40}@|join the (?:conversation|discussion)|^(?:editing|reporting|writing|additional reporting|compiled|translated|edited) by\b|^\(?reporting by .{1,200}editing by|with (?:reporting|files) (?:by|from)\b|contributed to this (?:report|story|article)|the author (?:is|has)\b|is (?:a|the) (?:reporter|writer|editor|columnist|correspondent|contributor) (?:at|for|with)\b|最新(?:资讯|消息).{0,20}关注|^(?:本[网站]|免责|特别|郑重|版权|重要)?(?:声明|聲明)[:：]|^[【（(]?免[责責][声聲]明|^※(?!\s?\d)|责任编辑|（编辑[:：]|编辑[:：]\s?\p{Script=Han}{2,4}|来源[:：]|记者[:：])/iu;

/** Headings under which other articles, comments or notes about the writer begin. */
export const ENDING_HEADINGS =
  /^(?:related\b|more (?:from|on|in)\b|more (?:\S{1,20} ){0,3}(?:stories|articles|news|posts|coverage|like this)\b|you (?:may|might) (?:also )?(?:like|enjoy)|recommended\b|read (?:more|next|also)|also (?:read|on)\b|about the authors?\b|leave a (?:comment|reply)|comments?\b|\d+ (?:comments?|responses|replies)\b|share this|tags\b|latest (?:news|posts|articles|stories)|popular\b|recent (?:posts|articles|news)|trending\b|most (?:read|popular|viewed)|subscribe\b|sign up\b|newsletter\b|further reading|references$|footnotes$|sources$|das könnte (?:sie|dich)|mehr zum thema|weitere artikel|ähnliche|kommentare|sur le même|à lire aussi|commentaires|artículos relacionados|comentarios|noticias relacionadas|похожие|相关|延伸|関連|관련)/iu;
