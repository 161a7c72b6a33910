/** Whether the parts that a sentence names are those of electric cars, or may be of anything. */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import PARTS from '../data/car-parts.json' with { type: 'json' };
import type { Line, Place } from '../line/line.ts';

// Axles and drives that only electric cars have; not electric motors, which may move a seat.
const ELECTRIC_DRIVE = new RegExp(
  `^${inAnyLanguage(PARTS.electricDrive)}|${inAnyLanguage(PARTS.electricDriveWithin)}`,
  'iu',
);
// Batteries that only cars have, and chargers that only charge cars.
const OF_CARS_ONLY = new RegExp(`^${inAnyLanguage(PARTS.ofCarsOnly)}`, 'iu');
const ELECTRIC = /[eé]l[eé][ck]?t|elmotor|электр|listrik|villany|điện/iu;

// Between a part and the cars: "motors for electric cars"
const FOR = /^\s(?:cho|dla|for|für|för|per|para|pour|till|untuk|voor|для)\s(?:\p{L}+\s)?$/iu;

/** True for a line with axles or drives of electric cars. */
export function hasElectricDrive(line: Line): boolean {
  return (line.words.drive ?? []).some((at) => ELECTRIC_DRIVE.test(written(at, line)));
}

/** True for a line with an electric motor of any kind. */
export function hasElectricMotor(line: Line): boolean {
  return (line.words.drive ?? []).some((at) => ELECTRIC.test(written(at, line)));
}

/** True for a line with batteries or chargers for cars. */
export function hasPartsOfCars(line: Line): boolean {
  return [...(line.words.battery ?? []), ...(line.words.charging ?? [])].some((at) =>
    OF_CARS_ONLY.test(written(at, line)),
  );
}

/** "electric motors for cars", as opposed to motors for their seats. */
export function hasMotorsForCars(line: Line): boolean {
  return (line.words.drive ?? []).some(
    (drive) => ELECTRIC.test(written(drive, line)) && isForCars(drive, line),
  );
}

/** "battery modules for buses" */
export function hasBatteriesForCars(line: Line): boolean {
  return (line.words.battery ?? []).some((battery) => isForCars(battery, line));
}

function isForCars(part: Place, { words, text, start }: Line): boolean {
  return [...(words.auto ?? []), ...(words.vehicle ?? [])].some(
    (car) => car.start >= part.end && FOR.test(text.slice(part.end - start, car.start - start)),
  );
}

/** "chargers, home storage and solar roofs": chargers mentioned before any storage are for cars. */
export function hasChargersFirst({ words }: Line): boolean {
  const [storage] = words.storage ?? [];
  return (words.charging ?? []).some((at) => storage !== undefined && at.first < storage.first);
}

function written(at: Place, { text, start }: Line): string {
  return text.slice(at.start - start, at.end - start);
}
