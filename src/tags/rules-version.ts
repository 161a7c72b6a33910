/** The version of everything that determines the tags: the code, the data files, the knowledge. */
import { createHash } from 'node:crypto';
import currencies from '../text/words/currencies.json' with { type: 'json' };
import scales from '../text/words/scales.json' with { type: 'json' };
import anotherVenture from './data/another-venture.json' with { type: 'json' };
import approvalWords from './data/approval-words.json' with { type: 'json' };
import bystanderWords from './data/bystander-words.json' with { type: 'json' };
import carParts from './data/car-parts.json' with { type: 'json' };
import companyWords from './data/company-words.json' with { type: 'json' };
import confidence from './data/confidence.json' with { type: 'json' };
import denialWords from './data/denial-words.json' with { type: 'json' };
import easternNames from './data/eastern-names.json' with { type: 'json' };
import foundingClauses from './data/founding-clauses.json' with { type: 'json' };
import fractions from './data/fractions.json' with { type: 'json' };
import fundClauses from './data/fund-clauses.json' with { type: 'json' };
import futureWords from './data/future-words.json' with { type: 'json' };
import makers from './data/makers.json' with { type: 'json' };
import models from './data/models.json' with { type: 'json' };
import moneyWords from './data/money-words.json' with { type: 'json' };
import ownership from './data/ownership.json' with { type: 'json' };
import partnerNouns from './data/partner-nouns.json' with { type: 'json' };
import partnerWords from './data/partner-words.json' with { type: 'json' };
import places from './data/places.json' with { type: 'json' };
import purposeWords from './data/purpose-words.json' with { type: 'json' };
import setbackWords from './data/setback-words.json' with { type: 'json' };
import shareMoves from './data/share-moves.json' with { type: 'json' };
import shareWords from './data/share-words.json' with { type: 'json' };
import smallWords from './data/small-words.json' with { type: 'json' };
import smartWords from './data/smart-words.json' with { type: 'json' };
import stageWeights from './data/stage-weights.json' with { type: 'json' };
import unplannedWords from './data/unplanned-words.json' with { type: 'json' };
import ventureNames from './data/venture-names.json' with { type: 'json' };
import type { Knowledge } from './knowledge/knowledge.ts';
import { VOCABULARIES } from './line/vocabulary.ts';

// Raised by hand with every change of code that can change a tag, in this folder or in what it reads texts with.
const CODE = '17';
const HASH_DIGITS = 8;

/** `CODE-HASH`, with a hash of the contents of the data files and the knowledge given. Takes about 10 ms. */
export function rulesVersion(knowledge: Knowledge): string {
  const hash = createHash('sha256');
  const data = [
    anotherVenture,
    approvalWords,
    bystanderWords,
    carParts,
    companyWords,
    confidence,
    currencies,
    denialWords,
    easternNames,
    foundingClauses,
    fractions,
    fundClauses,
    futureWords,
    makers,
    models,
    moneyWords,
    ownership,
    partnerNouns,
    partnerWords,
    places,
    scales,
    purposeWords,
    setbackWords,
    shareMoves,
    shareWords,
    smallWords,
    smartWords,
    stageWeights,
    unplannedWords,
    ventureNames,
    VOCABULARIES,
    knowledge,
  ];
  for (const part of data) hash.update(JSON.stringify(part));
  return `${CODE}-${hash.digest('hex').slice(0, HASH_DIGITS)}`;
}
