/** Tells lines that say when a text came out or was changed, and nothing more, in the languages of the feeds. */

/** Words before the date, as in "Last updated on 16 November 2026". */
const LABEL =
  '(?:(?:first |last |date )?(?:published|updated|posted|modified)|veröffentlicht|erstellt|(?:zuletzt )?aktualisiert|stand|publiée?|mise? à jour|(?:fecha de publicación|(?:última )?actualización|publicad[oa]|actualizad[oa]|atualizad[oa]|(?:última )?atualização)|pubblicato|(?:ultimo )?aggiorna(?:to|mento)|gepubliceerd|(?:laatst )?bijgewerkt|laatste update|(?:data publikacji|opublikowano|(?:ostatnia )?aktualizacja)|giriş(?: tarihi)?|(?:yayı(?:n|nlanma|mlanma)(?: tarihi)?|(?:son )?güncelle(?:n)?me(?: tarihi)?)|(?:дата публикации|опубликовано|обновлено|изменено)|diterbitkan|diperbarui|cập nhật|publicerad|uppdaterad|发布(?:时间|于)?|發佈(?:時間)?|更新(?:时间|於|时|時間|日時?|日)?|时间|公開(?:日時?)?|配信|掲載|(?:기사 ?)?입력|(?:최종 ?)?수정|등록|승인|송고)(?: (?:on|at|le|am|el|il|em|op|den|vom))?';
const WEEKDAY = '(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )';
const DAY = String.raw`(?:\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?\p{L}{3,9}\.?,? (?:de )?\d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日.]?|\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?|\d{4}년 ?\d{1,2}월 ?\d{1,2}일|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:\s?[(（]\p{L}{1,3}[)）])?`;
const CLOCK = String.raw`\d{1,2}(?:[:.h]|시 ?|時)\d{2}(?::\d{2})?[分분]?(?: ?[ap]\.?m\.?)?(?: ?(?:uhr|[a-z]{1,3}t|utc|mes?z|msk)\b)?`;
const GAP = String.raw`[ ,|·–-]{1,3}(?:(?:at|à|às|um|alle|kl\.|saat|в|오전|오후|上午|下午) )?`;
const MARK = String.raw`\s?[:：]?\s?`;
const STAMP = `${WEEKDAY}?${DAY}(?:${GAP}${CLOCK})?`;

const PIECE = new RegExp(
  String.raw`^[\s|·•–—/,;-]{0,5}(?:(?<label>${LABEL})${MARK})?(?:(?<day>${STAMP})|(?:(?:at|à|um) )?${CLOCK})`,
  'iu',
);
const LONGEST_DATE_LINE = 160;
const MOST_DATES = 3;

/** A second date has its own word: "Publié le 16 nov. 2026 à 07:00 | Mis à jour à 10:12". */
export function isDateLine(line: string): boolean {
  if (line.length > LONGEST_DATE_LINE || !/\d/.test(line)) return false;
  let rest = line;
  for (let date = 0; date < MOST_DATES; date++) {
    const { 0: piece, groups } = PIECE.exec(rest) ?? {};
    if (piece === undefined || groups?.[date === 0 ? 'day' : 'label'] === undefined) return false;
    rest = rest.slice(piece.length);
    if (rest === '' || rest === '.') return true;
  }
  return false;
}
