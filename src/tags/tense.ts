/** Whether a sentence tells of what is still to come: by its verbs' endings, auxiliaries and words for what is planned. */
import type { Line } from './line.ts';

// Romance futures end alike; German, English and the eastern languages have words for it.
const FUTURE: Readonly<Record<string, RegExp>> = {
  cs: /(?:^|[^\p{L}])(?:bude|budou|chce|chtějí|hodl[áa]\p{L}*|chyst\p{L}+|plánuj\p{L}+|zamýšl\p{L}+|vznikne|vzniknou|založí|postaví|otevře|otevřou|vytvoří|převezme|převezmou|vybuduj\p{L}+|spustí|zahájí|začne|začnou|získá|by měl\p{L}*|měl\p{L}* by|má (?:být|vzniknout|vyrábět|začít|zahájit)|mají (?:být|vzniknout|vyrábět|začít)|od roku 20\d\d|do roku 20\d\d)(?![\p{L}])/iu,
  de: /(?:^|[^\p{L}])(?:wird|werden|soll|sollen|will|wollen|künftig|geplant|ab 20\d\d|entsteht|entstehen)(?![\p{L}])/iu,
  en: /\b(?:will|shall|would|is to|are to|to be (?:built|made|set up)|plans?|planned|aims?|expects?|expected|set to|due to|going to|from next year|next year|by 20\d\d|from 20\d\d)\b/iu,
  es: /(?:^|[^\p{L}])(?:\p{L}{2,}(?:ará|erá|irá|drá|arán|erán|irán|drán)|va a|van a|prevén?|planean?|a partir de 20\d\d)(?![\p{L}])/iu,
  fr: /(?:^|[^\p{L}])(?:\p{L}{2,}(?:era|eront|ira|iront|dra|dront|tra|tront)|sera|seront|va|vont|prévo\p{L}*|dès 20\d\d|d[’']ici 20\d\d|à partir de 20\d\d)(?![\p{L}])/iu,
  hu: /(?:^|[^\p{L}])(?:fog|fogja|fogják|fognak|majd|tervez\p{L}*|tervek|várhatóan|leendő|épül|létesül|20\d\d-t[óőo]l|20\d\d-r[ae])(?![\p{L}])/iu,
  id: /(?:^|[^\p{L}])(?:akan|bakal|berencana|rencananya|hendak|ditargetkan|mulai 20\d\d|pada 20\d\d mendatang|tahun depan)(?![\p{L}])/iu,
  it: /(?:^|[^\p{L}])(?:\p{L}{1,}(?:arà|erà|irà|drà|rrà|aranno|eranno|iranno|dranno|rranno)|farà|sarà|prevede|prevedono|dal 20\d\d|entro il 20\d\d)(?![\p{L}])/iu,
  ja: /(?:予定|計画|方針|する見通し|見込み|目指す|[るく]。?$|へ。?$|に設ける|を設立する|[一-龠]へ(?=、|$))/u,
  nl: /(?:^|[^\p{L}])(?:zal|zullen|gaat|gaan|wil|willen|moet|moeten|gepland|vanaf 20\d\d|volgend jaar|in de toekomst)(?![\p{L}])/iu,
  pl: /(?:^|[^\p{L}])(?:będzie|będą|planuj\p{L}*|zamierza\p{L}*|chc[eą]|powstan\p{L}+|ruszy|ruszą|utworzą|utworzy|powoła|powołają|rozpocznie|rozpoczną|uruchomi|uruchomią|wybuduje|wybudują|zbuduje|zbudują|zainwestuje|zainwestują|otworzy|otworzą|stworzy|stworzą|wyprodukuj\p{L}+|obejmie|obejmą|wniesie|wniosą|założą|założy|zajmie|zajmą|m[ai](?:ją)? (?:powstać|ruszyć|produkować|zostać)|od 20\d\d|do 20\d\d)(?![\p{L}])/iu,
  ko: /(?:예정|계획|기로|방침|목표|추진|[운는한]다(?=\.|$|고)|할 것|키로)/u,
  pt: /(?:^|[^\p{L}])(?:\p{L}{2,}(?:ará|erá|irá|arão|erão|irão)|vai|vão|prevê\p{L}*|a partir de 20\d\d)(?![\p{L}])/iu,
  ru: /(?:^|[^\p{L}])(?:буд(?:ет|ут)|план\p{L}+|намерен\p{L}*|собира(?:ет|ют)ся|начн[её]т\p{L}*|начнут|созда(?:ст|дут)|постро(?:ит|ят)|запуст(?:ит|ят)|откро(?:ет|ют)|налад(?:ит|ят)|учред(?:ит|ят)|организу(?:ет|ют)|стан(?:ет|ут)|влож(?:ит|ат)|появ(?:ится|ятся)|займ[её]тся|займутся|намерева\p{L}+|должн[аоы]?|должен|получит|выпустит|к 20\d\d|с 20\d\d)(?![\p{L}])/iu,
  sv: /(?:^|[^\p{L}])(?:ska|skall|skulle|kommer att|avser|förväntas|planer\p{L}+|tänker|vill|väntas|nästa år|från 20\d\d|framtida)(?![\p{L}])/iu,
  tr: /(?:^|[^\p{L}])(?:\p{L}+(?:acak|ecek|acağ|eceğ)\p{L}*|planl\p{L}+|hedefl\p{L}+|öngör\p{L}+|20\d\d['’](?:da|de|ta|te|ya|ye|dan|den))(?![\p{L}])/iu,
  vi: /(?:^|[^\p{L}])(?:sẽ|dự kiến|dự định|kế hoạch|sắp|muốn|mục tiêu|từ năm 20\d\d|sang năm|năm tới|đang chuẩn bị)(?![\p{L}])/iu,
  zh: /(?:将|將|拟|擬|计划|計畫|预计|預計|未来|未來|明年|后年|年内将|有望)/u,
};

/** True when any verb or word of the sentence points ahead; false in languages without a pattern. */
export function pointsAhead(line: Line, language: string | null): boolean {
  return FUTURE[language ?? '']?.test(line.text) === true;
}
