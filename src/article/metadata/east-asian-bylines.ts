/** Bylines of Chinese, Japanese and Korean papers: names beside the paper, the place, the editor and the mail address. */

const NAME = String.raw`[\p{Script=Han}々·]{2,6}`;
/** A Japanese name has a space in it, Chinese ones may have one between them. */
const NAMES = String.raw`${NAME}(?:[、，,\s]\s?[\p{Script=Han}々·]{1,5}){0,4}`;
const LABEL =
  '(?:作者|撰文|撰稿|记者|記者|执笔|執筆|ライター|筆者|取材・文|(?<!\\p{Script=Han})(?:[图圖]?文|文字))';
const MARK = String.raw`\s{0,2}[:：/／|｜丨]\s{0,2}`;
/** Labels of people who did something other than write. */
const OTHERS =
  '(?:编辑|責任編輯|责任编辑|責任編集|責編|责编|編輯|編集|校对|校對|摄影|攝影|撮影|审核|监制|来源|來源|通讯员)';

/** Pages put date, source and writer on one line. */
const LABELLED = new RegExp(String.raw`${LABEL}${MARK}(${NAMES})(?=\s|$|[|｜丨/／（()）】\]\d])`, 'u');
/** "（记者 周明远 编辑 林小雨）" after the place and the day with which a text begins. */
const IN_DATELINE = new RegExp(
  String.raw`^[^。]{0,60}?[（(【[]\s?\p{Script=Han}{0,8}?(?:记者|記者)[\s:：]{0,2}(${NAMES}?)\s?(?:[）)】\]]|${OTHERS})`,
  'u',
);
/** "本报记者 周明远 汉堡报道", "新京报贝壳财经记者 周明远" on a line of its own. */
const REPORTER = new RegExp(
  String.raw`^(?:\p{Script=Han}{2,10}\s)?\p{Script=Han}{0,12}(?:记者|記者)\s(${NAMES}?)(?:\s?\p{Script=Han}{0,6}(?:报道|報道|報導))?$`,
  'u',
);

const HANGUL_NAMES = '[가-힣]{2,4}(?:\\s?[·,]\\s?[가-힣]{2,4}){0,3}';
const KOREAN_ROLE = '(?:(?:선임|전문|수석|인턴|객원|취재|사진) ?)?(?:기자|특파원|논설위원|에디터)';
/** "[버스일보=김민수 기자]", "(함부르크=연합뉴스) 김민수 특파원 =": not "기자 간담회", which is a press conference. */
const KOREAN = new RegExp(
  String.raw`^(?:[[(（【][^\])）】]{1,20}[\])）】]\s?)?[[(（【]?(?:[^\s\])=·]{0,12}[\s=])?(${HANGUL_NAMES}) ?${KOREAN_ROLE}(?=\s{0,3}(?:$|[\])）】=|/·]|[\w.+-]{1,40}@|\d))`,
  'u',
);
const KOREAN_LABEL = /기자명\s?([가-힣]{2,4})(?=\s|$)/u;

/** Characters of a paragraph that are searched. */
const MAX_HEAD = 120;

/** The names in a line that is, or begins with, such a byline; undefined for any other line. */
export function eastAsianByline(line: string): string | undefined {
  const head = line.slice(0, MAX_HEAD);
  return [LABELLED, IN_DATELINE, REPORTER, KOREAN_LABEL, KOREAN]
    .map((form) => form.exec(head)?.[1])
    .find((names) => names !== undefined);
}

const OTHERS_TAIL = new RegExp(String.raw`[\s，,|｜丨/／]{1,3}${OTHERS}(?:${MARK}|\s|$).*$`, 'u');
const PAPER = /^[[(（【]?[^\s\])=]{1,20}=\s?/u;
const ROLE_TAIL = new RegExp(String.raw`(?<=[가-힣]) ?${KOREAN_ROLE}\s?[\])）】]?(?:\s?=)?$`, 'u');

/** A byline without its editors, the paper before its names, the role after them and the brackets around them. */
export function trimEastAsian(text: string): string {
  const names = text
    .replace(OTHERS_TAIL, '')
    .replace(/^기자명\s?/, '')
    .replace(/^《([^《》]{2,20})》$/, '$1');
  const korean = names.replace(ROLE_TAIL, '');
  return korean === names ? names : korean.replace(PAPER, '');
}
