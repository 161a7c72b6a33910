/** Companies that make nothing but electric cars or their batteries, so that a venture of theirs is about electric cars. */
import type { CompanyAt, Line } from '../line/line.ts';
import { ELECTRIC_ONLY } from '../names/names.ts';
import { distinct } from '../parties/parties.ts';

/** Of battery makers only the largest count: most others make storage for houses and grids, too. */
export const makesOnlyElectric = ({ company }: Pick<CompanyAt, 'company'>): boolean =>
  ELECTRIC_ONLY.has(company.id);

/** "BMW and NIO", "CATL and Stellantis": a maker of electric cars or batteries with a carmaker, and no third company. */
export function electricWithCarmaker(line: Line): boolean {
  const sides = distinct(line.companies);
  const electric = sides.find((side) => makesOnlyElectric(side) || side.company.kind === 'battery');
  const [other, ...more] = sides.filter((side) => side !== electric);
  // A third company may be a supplier, or the rival of the other two.
  return electric !== undefined && other?.company.kind === 'carmaker' && more.length === 0;
}
