/** The tags, ventures and companies of an article as they are stored. */
import { TAG, type Tagging } from '../../core/model.ts';
import type { Database } from '../file/database.ts';
import { asc, desc, eq } from '../file/drizzle.ts';
import { articleCompanies, articleTags, articleVentures } from '../schema/articles-schema.ts';
import type { ArticleRow } from './article-content.ts';

/** Ventures in the order of the tagging; companies by mentions, then id, as their order in the text is not stored. */
export function taggingOf(
  db: Database,
  { id, tagged }: Pick<ArticleRow, 'id' | 'tagged'>,
): Omit<Tagging, 'language'> {
  const tags = db.select().from(articleTags).where(eq(articleTags.articleId, id)).all();
  const ventures = db
    .select()
    .from(articleVentures)
    .where(eq(articleVentures.articleId, id))
    .orderBy(asc(articleVentures.position))
    .all();
  const companies = db
    .select()
    .from(articleCompanies)
    .where(eq(articleCompanies.articleId, id))
    .orderBy(desc(articleCompanies.mentions), asc(articleCompanies.companyId))
    .all();
  return {
    tagged,
    tags: tags.map(({ confidence, evidence }) => ({ tag: TAG, confidence, evidence })),
    ventures: ventures.map(({ articleId: _id, position: _position, key: _key, ...venture }) => venture),
    companies: companies.map(({ articleId: _id, ...company }) => company),
  };
}
