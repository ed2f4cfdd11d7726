import { createHash } from 'node:crypto';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Json } from '../../shared/json.ts';

/** The page behind a decision link: works without a script, in both themes, and with a screen reader. */
const style = `
:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1c1b19;--soft:#5c5a55;--line:#dcd9d2;--accent:#4f46e5;--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#111318;--ink:#eceae6;--soft:#a9abb3;--line:#2c3038;--accent:#8b8cff;--on:#111318}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:24px 16px 64px}
h1{font-size:20px;line-height:1.3;margin:8px 0 4px}h2{font-size:13px;margin:24px 0 8px;color:var(--soft)}
p{margin:4px 0}.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:8px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{margin:4px 0;padding:12px;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}
label{display:block;margin:24px 0 4px}textarea{width:100%;box-sizing:border-box;min-height:5em;padding:8px;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:8px}
.act{display:flex;flex-wrap:wrap;gap:16px;margin-top:16px}.act div{flex:1 1 12rem}
button{width:100%;min-height:36px;padding:6px 16px;font:inherit;font-weight:600;border-radius:8px;border:1px solid var(--soft);background:transparent;color:inherit;cursor:pointer}
button.go{background:var(--accent);border-color:var(--accent);color:var(--on)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

export const decidePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The card of one person, with one form. `nonce` is fresh for every view. */
export function decidePage(card: Approval, person: string, nonce: string): string {
  const { proposal } = card;
  const facts: [string, string][] = [
    ['What', proposal.action],
    ...(proposal.target === null ? [] : [['To', proposal.target] as [string, string]]),
    ...(proposal.reason === null ? [] : [['Why', proposal.reason] as [string, string]]),
    ...Object.entries(proposal.values).map(([name, value]): [string, string] => [name, words(value)]),
    ...(proposal.affects === null
      ? []
      : [
          ['Affects', `${words(proposal.affects.count)} ${words(proposal.affects.list)}`.trim()] as [
            string,
            string,
          ],
        ]),
    ['Asked', card.createdAt],
    ...(card.deadline === null ? [] : [['Answer by', card.deadline] as [string, string]]),
    ['You are', person],
  ];
  return frame(
    card.title,
    `<p class="soft">${escape(card.flow)}${card.draft ? ' · Draft' : ''}</p>
<h1>${escape(card.title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>
${card.show.map(evidence).join('\n')}
${earlier(card)}
<form method="post" autocomplete="off">
<input type="hidden" name="nonce" value="${escape(nonce)}">
<label for="comment">Comment${card.require.comment === 'always' ? ' (needed)' : card.require.comment === 'on-decline' ? ' (needed to decline)' : ''}</label>
<textarea id="comment" name="comment" maxlength="10000"></textarea>
<div class="act">${buttons(card)}</div>
</form>`,
  );
}

/** What happened, or why nothing did. */
export function notePage(title: string, text: string, more: string | null = null): string {
  return frame(
    title,
    `<h1>${escape(title)}</h1><p>${escape(text)}</p>${more === null ? '' : `<p class="soft">${escape(more)}</p>`}`,
  );
}

function buttons(card: Approval): string {
  const choices: [string, string, boolean][] = [
    ['approved', 'Approve', true],
    ...card.alternatives.map(({ name, label }): [string, string, boolean] => [name, label, false]),
    ...(card.offersChanges ? [['changes', 'Request changes', false] as [string, string, boolean]] : []),
    ['declined', 'Decline', false],
  ];
  return choices
    .map(([decision, label, main]) => {
      const next = (card.next[decision] ?? []).join('; ');
      return `<div><button${main ? ' class="go"' : ''} name="decision" value="${escape(decision)}">${escape(label)}</button><p class="soft">${escape(next)}</p></div>`;
    })
    .join('');
}

function evidence(item: Approval['show'][number]): string {
  const body =
    item.kind === 'diff'
      ? `<p class="soft">Before</p><pre>${escape(words(item.before))}</pre><p class="soft">After</p><pre>${escape(words(item.after))}</pre>`
      : `<pre>${escape(words(item.value))}</pre>`;
  return `<h2>${escape(item.label)}</h2>${body}`;
}

function earlier(card: Approval): string {
  const lines = [
    ...card.earlier.map((item) => `${item.title}: ${item.decision} by ${item.by}`),
    ...card.decisions.map((item) => `This card: ${item.decision} by ${item.by}`),
    ...card.comments.map((item) => `${item.by}: ${item.text}`),
  ];
  if (lines.length === 0) return '';
  return `<h2>Earlier in this run</h2><ul>${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`;
}

function words(value: Json): string {
  if (value === null) return 'unknown';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${escape(title)} · Countersign</title><style>${style}</style></head>
<body><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );
}
