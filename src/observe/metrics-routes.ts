/** What monitoring asks over HTTP: metrics, whether the process lives, whether it can do its work. */
import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

interface MetricsRoutesParts {
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly readiness: () => Promise<Readiness>;
}

const FRESH = { 'Cache-Control': 'no-store' };

/** To be mounted at `/`. `/healthz` and `/readyz` reveal nothing that needs a token; the caller must guard `/metrics`. */
export function createMetricsRoutes({ metrics, readiness }: MetricsRoutesParts): Hono {
  const routes = new Hono();
  routes.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { ...FRESH, 'Content-Type': metrics.contentType }),
  );
  // An event loop that hangs does not answer: that is the check.
  routes.get('/healthz', (context) => context.json({ alive: true }, 200, FRESH));
  routes.get('/readyz', async (context) => {
    const state = await readiness();
    return context.json(state, state.ready ? 200 : 503, FRESH);
  });
  return routes;
}
