import { createHmac, timingSafeEqual } from 'node:crypto';
import { mapText } from './map-text.ts';
import type { Json } from '../../shared/json.ts';
import type { VisitRef } from '../../shared/run/event.ts';

export type CallbackTarget = VisitRef & { run: string };

export type CallbackTokens = ReturnType<typeof createCallbackTokens>;

const placeholder = /callback:\/\/([0-9a-z-]{1,64})\/([a-z][a-z0-9_]{0,63})\/([1-9][0-9]{0,8})(?![0-9])/g;

/**
 * The secret part of a wait's address. History holds `callback://run/node/visit`; the real address exists only between
 * here and the far end. It needs no table: the token is an HMAC over run, node and visit under the home's key.
 */
export function createCallbackTokens(options: { homeKey: Buffer; baseUrl: () => string }) {
  const sign = (text: string): Buffer =>
    createHmac('sha256', options.homeKey).update(`callback:${text}`).digest();

  function tokenOf(target: CallbackTarget): string {
    const text = `${target.run}|${target.node}|${target.visit}`;
    return `${Buffer.from(text).toString('base64url')}.${sign(text).toString('base64url')}`;
  }

  const urlOf = (target: CallbackTarget): string => `${options.baseUrl()}/callbacks/${tokenOf(target)}`;

  return {
    tokenOf,
    urlOf,
    /** null for anything that this home did not make. */
    read: (token: string): CallbackTarget | null => {
      const [body, mac, ...rest] = token.split('.');
      if (body === undefined || mac === undefined || rest.length > 0 || token.length > 500) return null;
      const text = Buffer.from(body, 'base64url').toString('utf8');
      const given = Buffer.from(mac, 'base64url');
      const wanted = sign(text);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const [run, node, visit] = text.split('|');
      if (run === undefined || node === undefined || visit === undefined) return null;
      return { run, node, visit: Number(visit) };
    },
    /** Real addresses for the far end, and the way back for what it answers. */
    reveal: (input: Json): { input: Json; conceal: (output: Json) => Json } => {
      const given = new Map<string, string>();
      const revealed = mapText(input, (text) =>
        text.replace(placeholder, (kept, run: string, node: string, visit: string) => {
          const target = { run, node, visit: Number(visit) };
          given.set(urlOf(target), kept);
          given.set(tokenOf(target), kept);
          return urlOf(target);
        }),
      );
      if (given.size === 0) return { input, conceal: (output) => output };
      return {
        input: revealed,
        // The whole address comes before its bare token, or half of it would stay.
        conceal: (output) =>
          mapText(output, (text) =>
            [...given].reduce((told, [real, kept]) => told.replaceAll(real, kept), text),
          ),
      };
    },
  };
}
