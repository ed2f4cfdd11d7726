import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import { decidePage, decidePolicy, notePage } from './decide-page.ts';
import { bodyLimits, readBody } from './read-body.ts';
import { createGuesses } from './guesses.ts';
import { commonHeaders, statusOf } from './respond.ts';

/** What stands behind a link. Both throw AppErrors: 404 for an unknown token, 410 for one that no longer works. */
type DecisionLinks = {
  /** The card as the link's person sees it, with a fresh nonce. Changes nothing. */
  open: (token: string) => Promise<{ card: Approval; person: string; nonce: string }>;
  decide: (
    token: string,
    form: { nonce: string; decision: string; comment: string | null },
  ) => Promise<{ card: Approval; words: string }>;
};

/** Wrong tokens a minute. */
const guessesPerMinute = 120;

/**
 * `/decide/{token}`. Mail scanners and previews open every link with every method: GET, HEAD and OPTIONS show and change
 * nothing; only the form of our own page, with its nonce, decides (PAINS PN-01).
 */
export function createDecideListener(links: DecisionLinks, now: () => number) {
  const unknown = createGuesses(guessesPerMinute, now, 'Too many links that do not exist were tried.');

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const token = path.slice('/decide/'.length);
    try {
      if (request.method === 'GET' || request.method === 'HEAD') {
        const { card, person, nonce } = await links.open(token);
        send(request, response, 200, decidePage(card, person, nonce));
      } else if (request.method === 'POST') {
        const form = await readForm(request);
        const { card, words } = await links.decide(token, form);
        send(request, response, 200, notePage(words, card.title, 'You can close this page.'));
      } else {
        response.setHeader('allow', 'GET, HEAD, POST');
        throw new AppError('method_not_allowed', 'This address shows a card. Open it in a browser.');
      }
    } catch (error) {
      const told = unknown(error);
      const { message, fix } = toWire(told);
      send(request, response, statusOf(told), notePage('Nothing was decided', message, fix ?? null));
    }
  };
}

async function readForm(request: IncomingMessage) {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new AppError('unsupported_type', 'Decisions on this page come from its own form.', {
      fix: 'Open the link in a browser and press a button.',
    });
  }
  const form = new URLSearchParams((await readBody(request, bodyLimits.form)).toString('utf8'));
  for (const field of form.keys()) {
    if (!['nonce', 'decision', 'comment'].includes(field)) {
      throw new AppError('malformed', `The form has an unknown field “${field}”.`);
    }
  }
  const nonce = form.get('nonce');
  const decision = form.get('decision');
  if (nonce === null || decision === null) throw new AppError('malformed', 'The form is not complete.');
  const comment = (form.get('comment') ?? '').trim();
  return { nonce, decision, comment: comment === '' ? null : comment };
}

function send(request: IncomingMessage, response: ServerResponse, status: number, html: string): void {
  const bytes = Buffer.from(html);
  response.writeHead(status, {
    ...commonHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'content-security-policy': decidePolicy,
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
