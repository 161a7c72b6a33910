/** MCP over streamable HTTP, without sessions: every request stands for itself, so that nothing is kept for a client. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono } from 'hono';
import { createMcpServer } from './server.ts';
import type { McpParts } from './tool.ts';

/** A question is short. */
const MOST_BYTES = 256 * 1024;

/** To be mounted at `/mcp`, behind what checks tokens and host names. */
export function createMcpRoutes(parts: McpParts): Hono {
  const routes = new Hono();
  routes.post('/', async (context) => {
    // A page in somebody's browser must not ask in their name; agents send no Origin, or our own.
    const origin = context.req.header('origin');
    if (origin !== undefined && !isOwn(origin, context.req.header('host')))
      return context.json(refusal(`requests from pages of ${origin.slice(0, 200)} are not answered`), 403);
    const server = createMcpServer(parts);
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MOST_BYTES,
    });
    await server.connect(transport);
    try {
      return await transport.handleRequest(context.req.raw);
    } finally {
      await server.close();
    }
  });
  // There is no stream to listen to and no session to end.
  routes.all('/', (context) =>
    context.json(refusal('POST only: there are no sessions and no streams'), 405, { Allow: 'POST' }),
  );
  return routes;
}

function isOwn(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

const refusal = (message: string) => ({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null });
