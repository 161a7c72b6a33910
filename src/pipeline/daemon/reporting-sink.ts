/** Reports every result as an event when it is stored: the one place where events are made, wherever the work was done. */
import { articleJobId, feedJobId, type ItemCounts, type PipelineEvent } from '../../core/jobs.ts';
import type { ResultSink } from '../../core/ports.ts';

export function reportingSink(sink: ResultSink, report: (event: PipelineEvent) => void): ResultSink {
  return {
    feedPolled: async (polled) => {
      const receipt = await sink.feedPolled(polled);
      const { jobs, ...counts } = receipt;
      const { feedId, ms, result } = polled;
      report({
        kind: 'feed',
        jobId: feedJobId(feedId),
        feedId,
        outcome: result.kind,
        failure: result.kind === 'failed' ? result.failure : null,
        counts: counts satisfies ItemCounts,
        articleIds: jobs.map((job) => job.articleId),
        ms,
      });
      return receipt;
    },
    articleRead: async (read) => {
      const receipt = await sink.articleRead(read);
      const { articleId, url, ms, reading } = read;
      const { merged, stands } = receipt;
      report({
        kind: 'article',
        jobId: articleJobId(articleId),
        articleId: receipt.articleId,
        url,
        outcome: receipt.kind,
        failure: null,
        verdict: stands ? stands.verdict : reading.article.verdict,
        tagged: stands ? stands.tagged : reading.tagging.tagged,
        ...(merged ? { merged } : {}),
        ms,
      });
      return receipt;
    },
    articleUnchanged: async (unchanged) => {
      const receipt = await sink.articleUnchanged(unchanged);
      const { articleId, url, ms } = unchanged;
      report({
        kind: 'article',
        jobId: articleJobId(articleId),
        articleId,
        url,
        outcome: receipt.kind,
        failure: null,
        verdict: null,
        tagged: false,
        ms,
      });
      return receipt;
    },
    articleFailed: async (failed) => {
      const receipt = await sink.articleFailed(failed);
      const { articleId, url, ms, failure, retryAt, fallback } = failed;
      report({
        kind: 'article',
        jobId: articleJobId(articleId),
        articleId,
        url,
        outcome: receipt === 'kept' ? 'kept' : retryAt === null ? 'failed' : 'retry',
        failure,
        verdict: fallback?.article.verdict ?? null,
        tagged: fallback?.tagging.tagged ?? false,
        ms,
      });
      return receipt;
    },
  };
}
