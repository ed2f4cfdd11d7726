import { apiBase } from '../../shared/api/http-call.ts';

/**
 * `/#code=…` is what the host prints: the code is exchanged once for a session cookie and taken out of the address,
 * so that it stays in no history and no bookmark. A used code is no error while the session still stands.
 */
export async function signInFromAddress(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  await fetch(`${apiBase}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'same-origin',
  }).catch(() => undefined); // no host: the first call of the window says so
}
