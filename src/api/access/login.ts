/** Signing in with a browser: a form that takes a token once and answers with a session cookie. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { UsageError } from '../../core/errors.ts';
import type { OwnPage, ShowPage } from '../show-page.ts';
import type { Callers } from './callers.ts';
import { ownPath } from './own-path.ts';

export function createLogin(callers: Callers, show: ShowPage): Hono {
  return new Hono()
    .get('/login', (c) => show(c, page(ownPath(c.req.query('next')))))
    .post('/login', async (c) => {
      const { token, next } = await c.req.parseBody().catch(() => {
        throw new UsageError('the form that was sent cannot be read');
      });
      const path = ownPath(next);
      const caller = typeof token === 'string' ? await callers.login(c, token.trim()) : null;
      return caller ? c.redirect(path, 303) : show(c, { ...page(path, WRONG), status: 401 });
    })
    .post('/logout', async (c) => {
      await callers.logout(c);
      return c.redirect('/login', 303);
    });
}

const WRONG = html`<p class="error" role="alert">This token is unknown, expired or revoked.</p>`;

/** Password managers store the token under the hidden user name. */
const page = (next: string, trouble = html``): OwnPage => ({
  title: 'Sign in',
  main: html`<h1>Sign in</h1>
${trouble}
<form method="post" action="/login" class="sign-in" data-busy="Signing in">
<input type="hidden" name="next" value="${next}">
<input type="text" name="username" value="jvwire" autocomplete="username" hidden>
<div class="field"><label for="token">Token</label>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password"></div>
<button type="submit">Sign in</button>
</form>
<p class="help"><code>jvwire token create NAME</code> makes one, where the daemon runs.</p>`,
});
