/** The way in for browsers: a form that takes a token once and answers with a cookie. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Callers } from './callers.ts';

export function createLogin(callers: Callers): Hono {
  const page = (next: string, wrong: boolean) => html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>jvwire: log in</title><meta name="viewport" content="width=device-width"></head>
  <body>
    <main>
      <h1>jvwire</h1>
      ${wrong ? html`<p role="alert">This token is not, or no longer, good.</p>` : ''}
      <form method="post" action="/login">
        <input type="hidden" name="next" value="${next}">
        <p><label for="token">Token</label> <input id="token" name="token" type="password" required autofocus autocomplete="current-password"></p>
        <p><button>Log in</button></p>
      </form>
      <p><code>jvwire token create NAME</code> makes one.</p>
    </main>
  </body>
</html>`;
  return new Hono()
    .get('/login', (c) => c.html(page(ownPath(c.req.query('next')), false)))
    .post('/login', async (c) => {
      const { token, next } = await c.req.parseBody();
      const path = ownPath(next);
      const caller = typeof token === 'string' ? await callers.login(c, token.trim()) : null;
      return caller ? c.redirect(path, 303) : c.html(page(path, true), 401);
    })
    .post('/logout', (c) => {
      callers.logout(c);
      return c.redirect('/login', 303);
    });
}

/** A path of ours: never the address of another site. */
function ownPath(next: unknown): string {
  const here = 'http://here.invalid';
  const url = typeof next === 'string' && URL.canParse(next, here) ? new URL(next, here) : null;
  return url?.origin === here ? `${url.pathname.replace(/^\/+/, '/')}${url.search}` : '/';
}
