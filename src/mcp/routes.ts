/** MCP over streamable HTTP, without sessions: every request stands for itself, so that nothing is kept for a client. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono } from 'hono';
import { createMcpServer } from './server.ts';
import type { McpParts } from './tool.ts';

/** A question is short. */
const MOST_BYTES = 256 * 1024;

/** To be mounted at `/mcp`, behind what checks tokens, names and where a page comes from. POST only: there is no stream to listen to. */
export function createMcpRoutes(parts: McpParts): Hono {
  const routes = new Hono();
  routes.post('/', async (context) => {
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
  return routes;
}
