/** Reads the address of a feed that somebody wants to be watched, and says what is wrong with one that cannot be. */
import { MAX_URL_LENGTH, parseHttpUrl } from '../text/url/url.ts';

type FeedAddress =
  | { readonly url: string; readonly problem: null }
  /** `problem` names the address, without a password. */
  | { readonly url: null; readonly problem: string };

/** As much of what is no address as people need to find it again. */
const MOST_SHOWN = 200;

/** Without fragment, which servers never see: with it one document would be two feeds. Never throws. */
export function readFeedAddress(text: string): FeedAddress {
  const written = text.trim();
  const named = `"${written.length > MOST_SHOWN ? `${written.slice(0, MOST_SHOWN)}...` : written}"`;
  const address = URL.parse(written);
  const isWeb = address !== null && /^https?:$/.test(address.protocol);
  const url = parseHttpUrl(written);
  if (isWeb && (address.username !== '' || address.password !== '')) {
    const bare = url === null ? 'an address' : url.href;
    return refused(`${bare} was given with a user or password: feeds behind a password cannot be watched`);
  }
  if (url === null && isWeb)
    return refused(
      `${named} is ${written.length} characters long: no address may have more than ${MAX_URL_LENGTH}`,
    );
  if (url === null) return refused(`${named} is not an http or https address`);
  url.hash = '';
  return { url: url.href, problem: null };
}

const refused = (problem: string): FeedAddress => ({ url: null, problem });
