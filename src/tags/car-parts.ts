/** Parts that a sentence names: whether they are of electric cars, or may be of anything. */
import type { Line, Place } from './line.ts';

// Axles and drives that only electric cars have; an electric motor may move a seat.
const ELECTRIC_DRIVE =
  /^(?:e-?(?:ax|ach|drive|powertrain)|elektr\p{L}*achs|elektrischen? achs|electric (?:ax|drive|powertrain)|elax|eldriv|elektrick\p{L}* (?:náprav|pohon)|elektrisk\p{L}* (?:ax|driv)|trak[čc]n|cầu điện|traction|ejes? eléctrico|eixos? elétrico|essieux? électrique|assal[ei] elettric|in-wheel|hub motor|wheel motor|radnabenmotor|wielnaafmotor|navmotor|moteurs?-roue|мотор-колес)|アクスル|тягов|электропривод|электромост|電動駆動|电桥|电驱|電駆動|액슬|전기구동/iu;
// Batteries that only drive cars, and places that only charge them.
const OF_CARS_ONLY =
  /^(?:动力电池|動力電池|車載(?:用)?電池|车[载用]电池|牵引电池|駆動用(?:電池|バッテリー)|電池交換|バッテリー交換|急速充電器|배터리 ?교환|traction batter|traktionsbatteri|autobatteri|autoakk|autoaccu|autóakk|(?:batterie|batteries|baterías?|baterias?) de tra[cç]|batteri[ae] di trazione|trakčn|tractie|тягов|зарядн\p{L}+ станц|battery[- ]swap|batteriewechsel|akkutausch|wechselstation|accuwissel|verwisselen van|wisselstation|batarya değişim|hızlı şarj|penukaran baterai|tukar baterai|troca de baterias|intercambio de baterías|échange de batterie|scambio di batterie|充电桩|充電樁|充电站|充電站|换电站|換電站|超充|充電スタンド|充電ステーション|충전소|charge points?|charging (?:hub|park|pile|point|station)s?|(?:fast|rapid)[- ]chargers?|electrolinera|eletropost|eletropont|colonnin|laadpa|laadpunt|laadstation|snellader|ladepark|ladepunkt|ladesäule|schnelllade|spklu|stasiun pengisian|swap stations?|swapping stations|(?:bornes|points|stations?) de (?:charge|recharge)|punt(?:os?|[io]) d[ei] (?:carga|recarga|ricarica)|(?:pontos?|postos?) de recarga|stazion[ei] di ricarica|esta(?:ciones|ções) de (?:carga|recarga)|stacj\p{L}* ładow|şarj istasyon|töltő(?:állomás|oszlop|pont)|(?:dobíjec|nabíjec)\p{L}* (?:bod|sít|stanic)|rychlo[dn]|batteribyt|laddn|laddpunkt|laddst|snabbladd|trạm sạc|trạm đổi pin|trụ sạc)/iu;
const ELECTRIC = /[eé]l[eé][ck]?t|elmotor|электр|listrik|villany|điện/iu;

const FOR = /^\s(?:cho|dla|for|für|för|per|para|pour|till|untuk|voor|для)\s(?:\p{L}+\s)?$/iu;

/** Axles and drives of electric cars. */
export function hasElectricDrive(line: Line): boolean {
  return (line.words.drive ?? []).some((at) => ELECTRIC_DRIVE.test(written(at, line)));
}

/** An electric motor, of whatever. */
export function hasElectricMotor(line: Line): boolean {
  return (line.words.drive ?? []).some((at) => ELECTRIC.test(written(at, line)));
}

/** Batteries and chargers of cars. */
export function hasPartsOfCars(line: Line): boolean {
  return [...(line.words.battery ?? []), ...(line.words.charging ?? [])].some((at) =>
    OF_CARS_ONLY.test(written(at, line)),
  );
}

/** "electric motors for cars", not for their seats. */
export function movesCars(line: Line): boolean {
  return (line.words.drive ?? []).some(
    (drive) => ELECTRIC.test(written(drive, line)) && isForCars(drive, line),
  );
}

/** "battery modules for buses" */
export function drivesCars(line: Line): boolean {
  return (line.words.battery ?? []).some((battery) => isForCars(battery, line));
}

function isForCars(part: Place, { words, text, start }: Line): boolean {
  return [...(words.auto ?? []), ...(words.vehicle ?? [])].some(
    (car) => car.start >= part.end && FOR.test(text.slice(part.end - start, car.start - start)),
  );
}

/** "chargers, home storage and solar roofs": the chargers are for cars. */
export function chargesFirst({ words }: Line): boolean {
  const [storage] = words.storage ?? [];
  return (words.charging ?? []).some((at) => storage !== undefined && at.first < storage.first);
}

function written(at: Place, { text, start }: Line): string {
  return text.slice(at.start - start, at.end - start);
}
