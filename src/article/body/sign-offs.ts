/** Tells sign-offs, the last lines about the writer or the site (where to write, follow or sign up), from the last sentences of a story. */

/** A longer block is no sign-off. */
const LONGEST_SIGN_OFF = 400;
/** Sign-offs begin with these words; stories have them amid a block. */
const START = String.raw`^\W{0,3}`;
/** A question may precede them: "Want more? Sign up ...". */
const QUESTION = /^[^.!?:]{0,120}[?!:] /;
const PLACES = '(?:twitter|x|facebook|instagram|linkedin|threads|mastodon|bluesky|telegram|whatsapp)';

/** Contact details: a mail address, an account or a telephone number. */
const WHERE = /[\w.+-]@[\w-]+\.\w|(?:^|[\s(:])@\w{2}|\+?\d[\d() -]{7}/;
const WRITE =
  /\b(?:can|may) be (?:reached|contacted|emailed)\b|\b(?:reach|contact|e-?mail|follow) (?:him|her|them|us|me|the (?:author|reporter|writer))\b|\bwrite to\b/i;
const FOLLOW = new RegExp(
  [
    String.raw`${START}(?:you can |please )?(?:follow|reach|contact|find|e-?mail)\b.{1,60}\bon ${PLACES}\b`,
    String.raw`\b(?:can|may) be (?:reached|contacted|followed) on ${PLACES}\b`,
  ].join('|'),
  'i',
);
/** "Reach Jane Example at ...": the names need their capitals, so that "reach full capacity by" does not match. */
const NAMED = new RegExp(
  `${START}(?:Reach|Contact|E-?mail|Follow) (?:\\p{Lu}[\\p{L}'’-]+ ){1,3}(?:at|on|via)\\b`,
  'u',
);

const REQUESTS = [
  String.raw`(?:click here |please )?(?:to )?(?:sign up (?:for|to)|subscribe (?:to|now|for|here))\b`,
  String.raw`(?:do you |you )?(?:have|got) a (?:news |confidential )?(?:tip|story)\b[^.]{0,60}\?`,
  String.raw`send (?:us )?(?:your )?tips\b`,
  String.raw`follow (?:us|me)\b`,
  String.raw`(?:reach|contact|e-?mail|follow) (?:him|her|them|the (?:author|reporter|writer)) (?:at|on|via|by)\b`,
  String.raw`join the (?:conversation|discussion)\b`,
  String.raw`(?:get|receive|join|read|try|check out|for more)\b.{0,80}\bnewsletters?\b`,
];
/** Requests of the site to its readers; without the flag u, with which this pattern takes a second to compile. */
const REQUEST = new RegExp(
  [
    `${START}(?:${REQUESTS.join('|')})`,
    String.raw`\b(?:to|in) your inbox\b`,
    String.raw`\bour (?:[\w-]+ ){0,3}newsletters?\b`,
  ].join('|'),
  'i',
);
/** Credits of those who worked on the text. */
const CREDITS = new RegExp(
  [
    String.raw`^\(?(?:editing|reporting|writing|additional reporting|compiled|translated|edited) by\b`,
    String.raw`^\(?with (?:additional )?(?:reporting|files) (?:by|from)\b`,
    String.raw`^[^.]{2,120}\bcontributed to this (?:report|story|article)\b`,
    String.raw`^\(?the author (?:is|has)\b`,
  ].join('|'),
  'iu',
);
const BIOGRAPHY =
  /^(?:\p{Lu}[\p{L}'’.-]{0,30} ){1,4}is (?:a|the) (?:reporter|writer|editor|columnist|correspondent|contributor) (?:at|for|with)\b/u;
const LABEL = String.raw`(?:责任编辑|責任編輯|责编|責編|编辑|編輯|来源|來源|记者|記者|作者|校对|审核|监制)\s?[:：]`;
const FOLLOW_US = '(?:(?:请|欢迎|扫码|点击)关注|关注(?:我们|本[网站报刊号]))';
/** Notes below Chinese and Japanese texts, and lines of labels, which are not sentences. */
const EAST_ASIAN = new RegExp(
  [
    '^[【（(]?(?:本[网站]|免责|特别|郑重|版权|重要)?(?:声明|聲明)[:：]',
    '^[【（(]?(?:本文|文章|稿件)?(?:来源|來源)(?:于|於|[:：])[^。]{2,30}[】）)]?$',
    String.raw`^《[\p{Script=Han}\p{Script=Katakana}・ ]{2,16}》$`,
    '^[【（(]?免[責责][声聲]明',
    String.raw`^※(?!\s?\d)`,
    `^[【（([]?${LABEL}[^。！？]{0,80}。?[）)】\\]]?$`,
    `^[^。！？，；]{0,40}${LABEL}[^。！？，；]{0,40}$`,
    '^[^。]{0,30}尽在.{2,20}(?:APP|客户端)',
    `^(?:更多)?[^。]{0,20}最新(?:资讯|消息)[^。]{0,20}${FOLLOW_US}`,
  ].join('|'),
  'u',
);
const QUOTED = /^["“”„«»「『‘']/u;

export function isSignOff(text: string): boolean {
  if (text.length > LONGEST_SIGN_OFF || QUOTED.test(text)) return false;
  const request = text.replace(QUESTION, '');
  return (
    (WRITE.test(text) && WHERE.test(text)) ||
    [FOLLOW, NAMED, REQUEST].some((form) => form.test(text) || form.test(request)) ||
    [CREDITS, BIOGRAPHY, EAST_ASIAN].some((form) => form.test(text))
  );
}
