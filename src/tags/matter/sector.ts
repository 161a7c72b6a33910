/** The sector of a venture, by the words and companies in and around its sentences. */
import type { Sector } from '../../core/model.ts';
import type { CompanyKind, Venture } from '../knowledge/knowledge.ts';
import type { Anchor } from '../line/anchor.ts';
import { distance, stretchOf } from '../line/distance.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { isPurpose } from './purpose.ts';

// Points for words of a class. Parts weigh more: cars are mentioned in almost any sentence of the trade.
const WORDS: readonly (readonly [Sector, WordClass, number])[] = [
  ['batteries', 'battery', 1.9],
  ['powertrain', 'drive', 2],
  ['charging', 'charging', 1.8],
  ['software', 'software', 1.4],
  ['mobility', 'mobility', 1.7],
  ['vehicles', 'vehicle', 0.7],
  ['vehicles', 'ev', 0.6],
];
// Words of a class that count in a line.
const MOST_HITS = 3;
// Words further than this from the anchor get only a share of the points.
const CLOSE = 14;
const FAR_SHARE = 0.55;
const SECTOR_WORDS: Readonly<Record<Sector, readonly WordClass[]>> = {
  vehicles: ['vehicle', 'ev', 'auto'],
  batteries: ['battery'],
  powertrain: ['drive'],
  charging: ['charging'],
  software: ['software'],
  mobility: ['mobility'],
  other: [],
};

// The sector that a partner of this kind suggests: it decides where there are few words.
const KIND_SECTOR: Readonly<Partial<Record<CompanyKind, Sector>>> = {
  battery: 'batteries',
  brand: 'vehicles',
  carmaker: 'vehicles',
  charging: 'charging',
  chip: 'software',
  drive: 'powertrain',
  materials: 'batteries',
  mobility: 'mobility',
  software: 'software',
};
const KIND_POINTS = 0.9;

const PARTS: readonly Sector[] = ['batteries', 'powertrain', 'charging'];
const FOR_CARS: readonly Sector[] = [...PARTS, 'software'];
const CARS: readonly WordClass[] = ['vehicle', 'ev'];

/** Words for cars in the line, except where they only say what a part is for: "software for electric cars". */
function carsMade(line: Line, reading: Reading): readonly Place[] {
  const cars = CARS.flatMap((name) => line.words[name] ?? []);
  if (!FOR_CARS.some((sector) => speaksOf(line, sector))) return cars;
  return cars.filter((at) => !isPurpose(at, line, reading));
}

/** Kinds of the companies in the best anchor's sentence; without carmakers where it also has a supplier or is about parts. */
function kindsOf(anchors: readonly Anchor[], reading: Reading): ReadonlySet<CompanyKind> {
  const line = anchors[0]?.line;
  const kinds = new Set((line?.companies ?? []).map((at) => at.company.kind));
  const parts =
    line !== undefined &&
    (PARTS.some((sector) => speaksOf(line, sector)) ||
      (speaksOf(line, 'software') && speaksOf(line, 'vehicles') && carsMade(line, reading).length === 0));
  const supplier = (kind: CompanyKind): boolean =>
    kind !== 'carmaker' && kind !== 'brand' && KIND_SECTOR[kind] !== undefined;
  if (parts || [...kinds].some(supplier)) {
    kinds.delete('carmaker');
    kinds.delete('brand');
  }
  return kinds;
}

/** True when the sentence has at least one word of the sector. */
export function speaksOf(line: Line, sector: Sector): boolean {
  return SECTOR_WORDS[sector].some((name) => (line.words[name]?.length ?? 0) > 0);
}

/** The ledger's sector for a known venture, else the one with most points near the anchors (best first); null for none. */
export function sectorOf(
  anchors: readonly Anchor[],
  venture: Venture | null,
  reading: Reading,
): Sector | null {
  if (venture !== null) return venture.sector;
  const points = new Map<Sector, number>();
  const title = reading.lines[0]?.field === 'title' ? reading.lines[0] : undefined;
  const seen = new Set<Line>();
  const reach = CLOSE * stretchOf(reading);
  const add = (line: Line | undefined, weight: number, anchor: Anchor | null): void => {
    if (line === undefined || seen.has(line)) return;
    seen.add(line);
    const share = (at: Place): number => (anchor === null || distance(at, anchor) <= reach ? 1 : FAR_SHARE);
    const made = carsMade(line, reading);
    for (const [sector, name, value] of WORDS) {
      const places = (line.words[name] ?? [])
        .filter((at) => sector !== 'vehicles' || made.includes(at))
        .slice(0, MOST_HITS);
      if (places.length === 0) continue;
      const best = Math.max(...places.map(share));
      points.set(sector, (points.get(sector) ?? 0) + value * weight * best * (0.7 + 0.3 * places.length));
    }
  };
  for (const [index, anchor] of anchors.slice(0, 3).entries())
    add(anchor.line, index === 0 ? 1 : 0.5, anchor);
  add(title, 0.6, null);
  const first = anchors[0]?.line.index ?? 0;
  add(reading.lines[first + 1], 0.3, null);
  add(reading.lines[first - 1], 0.2, null);
  for (const kind of kindsOf(anchors, reading)) {
    const sector = KIND_SECTOR[kind];
    if (sector !== undefined) points.set(sector, (points.get(sector) ?? 0) + KIND_POINTS);
  }
  let best: Sector | null = null;
  for (const [sector, value] of points) if (best === null || value > (points.get(best) ?? 0)) best = sector;
  return best;
}
