/**
 * Phrases by which pages show that they are no article: challenges, consent walls, gates, error pages. They are kept by
 * language in the data file, as sources of regular expressions.
 */
import { inAnyLanguage } from '../text/words/one-of.ts';
import PHRASES from './verdict-phrases.json' with { type: 'json' };

/** Titles of challenge pages. */
export const CHALLENGE_TITLE = new RegExp(
  `^(?:${inAnyLanguage(PHRASES.challengeTitle)}|ddos-guard|(?:error )?403(?: forbidden)?$|403 |429 )`,
  'iu',
);

/** Sentences of such pages. */
export const CHALLENGE_TEXT = new RegExp(inAnyLanguage(PHRASES.challenge), 'giu');

/** Marks in the source of challenge pages, beside their visible text. */
export const CHALLENGE_SOURCE = [
  '_cf_chl_opt',
  'cf-browser-verification',
  'px-captcha',
  '_Incapsula_Resource',
  'captcha-delivery.com',
  'geo.captcha',
  'g-recaptcha',
  'h-captcha',
  'challenge-platform/h/',
];

/** Words of consent walls; several different ones are needed. */
export const CONSENT_TEXT = new RegExp(inAnyLanguage(PHRASES.consent), 'giu');

/** What a page says where the rest of its text is for subscribers. */
export const GATE_TEXT = new RegExp(inAnyLanguage(PHRASES.gate), 'giu');

/** Titles of error pages that are answered with status 200; the site's name may stand before. */
export const MISSING_TITLE = new RegExp(
  String.raw`(?:^|[|–—:-]\s?)(?:(?:error\s?)?404\b|${inAnyLanguage(PHRASES.missingTitle)})`,
  'iu',
);

/** Sentences of such pages. */
export const MISSING_TEXT = new RegExp(inAnyLanguage(PHRASES.missing), 'iu');
