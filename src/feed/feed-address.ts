/** Validates the address of a feed to be watched, and says what is wrong with one that cannot be. */
import { MAX_URL_LENGTH, parseHttpUrl } from '../text/url/url.ts';

type FeedAddress =
  | { readonly url: string; readonly problem: null }
  /** `problem` names the address, without a password. */
  | { readonly url: null; readonly problem: string };

/** Characters of a rejected text that the message quotes. */
const MAX_QUOTED = 200;

/** The address without its fragment, which servers never see: kept, it would make two feeds of one document. Never throws. */
export function readFeedAddress(text: string): FeedAddress {
  const written = text.trim();
  const quoted = `"${written.length > MAX_QUOTED ? `${written.slice(0, MAX_QUOTED)}...` : written}"`;
  const address = URL.parse(written);
  const isWeb = address !== null && /^https?:$/.test(address.protocol);
  const url = parseHttpUrl(written);
  if (isWeb && (address.username !== '' || address.password !== '')) {
    const bare = url === null ? 'an address' : url.href;
    return refused(`${bare} was given with a user or password: feeds behind a password cannot be watched`);
  }
  if (url === null && isWeb)
    return refused(
      `${quoted} is ${written.length} characters long: no address may have more than ${MAX_URL_LENGTH}`,
    );
  if (url === null) return refused(`${quoted} is not an http or https address`);
  url.hash = '';
  return { url: url.href, problem: null };
}

const refused = (problem: string): FeedAddress => ({ url: null, problem });
