/** Tells tracking parameters of addresses from those that select a page. */
import SITES from './site-parameters.json' with { type: 'json' };
import TRACKING from './tracking-parameters.json' with { type: 'json' };

const NAMES: ReadonlySet<string> = new Set(
  TRACKING.flatMap((entry) => ('name' in entry ? [entry.name.toLowerCase()] : [])),
);
const PREFIXES: readonly string[] = TRACKING.flatMap((entry) =>
  'prefix' in entry ? [entry.prefix.toLowerCase()] : [],
);
const BY_SITE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  SITES.map(({ site, names }) => [site, new Set(names)]),
);

/** `parameter` is raw, name=value; `site` the registrable domain. */
export function isTracking(parameter: string, site: string): boolean {
  const name = parameterName(parameter);
  return (
    NAMES.has(name) ||
    PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    BY_SITE.get(site)?.has(name) === true
  );
}

/** The name in lower case, decoded, without the `amp;` that an ampersand escaped twice leaves in front of it. */
export function parameterName(parameter: string): string {
  const end = parameter.indexOf('=');
  return decoded(end < 0 ? parameter : parameter.slice(0, end))
    .toLowerCase()
    .replace(/^(?:amp;)+/, '');
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text is then meant as written.
    return text;
  }
}
