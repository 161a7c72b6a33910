/** Companies that make nothing but electric cars or what drives them: who they are tells what their venture is about. */
import type { CompanyAt, Line } from '../line/line.ts';
import { ELECTRIC_ONLY } from '../names/names.ts';
import { distinct } from '../parties/parties.ts';

/** No battery makers but the largest: most store electricity for houses and grids, too. */
export const makesOnlyElectric = ({ company }: Pick<CompanyAt, 'company'>): boolean =>
  ELECTRIC_ONLY.has(company.id);

/** "BMW and NIO", "CATL and Stellantis": what else could the venture of the two be about? */
export function electricWithCarmaker(line: Line): boolean {
  const sides = distinct(line.companies);
  const electric = sides.find((side) => makesOnlyElectric(side) || side.company.kind === 'battery');
  const [other, ...more] = sides.filter((side) => side !== electric);
  // A third one may be the supplier, or the one that the two compete with.
  return electric !== undefined && other?.company.kind === 'carmaker' && more.length === 0;
}
