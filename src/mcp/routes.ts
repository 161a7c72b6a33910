/** MCP over streamable HTTP, stateless: every request gets a server of its own, and no session is kept. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Hono } from 'hono';
import { createMcpServer } from './server.ts';
import type { McpParts } from './tool.ts';

/** Of a request body; questions are short. */
const MAX_BYTES = 256 * 1024;

/** Mounted at `/mcp` behind the guard. POST only: the server never sends anything unasked, so there is no stream to GET. */
export function createMcpRoutes(parts: McpParts): Hono {
  const routes = new Hono();
  routes.post('/', async (context) => {
    const server = createMcpServer(parts);
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MAX_BYTES,
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
