import type { Json, JsonObject } from '../json.ts';
import type { AuditDraft, Identified } from './entry.ts';

/** What the journal keeps beside run events, by kind. Connections by name and field names: no setting, no secret. */
export type AuditRecords = {
  'flow.released': { flow: string; version: number; hash: string; notes: string | null };
  'flow.promoted': { flow: string; version: number; from: number | null };
  'flow.rolled_back': { flow: string; version: number; from: number | null };
  'flow.offline': { flow: string; from: number | null };
  'flow.deleted': { flow: string };
  'connection.changed': {
    connection: string;
    kind: string;
    change: 'created' | 'updated' | 'renamed' | 'deleted';
    fields: string[];
    /** What it was called until then. */
    was?: string;
  };
  'connection.bound': { flow: string; slot: string; connection: string | null; target: 'draft' | 'live' };
  'workspace.changed': { people: string[]; pools: Record<string, string[]> };
  'token.created': { token: string; role: string; person: string; name: string };
  'token.revoked': { token: string; person: string };
  'invitation.created': { invitation: string; role: string; person: string; name: string };
  'invitation.withdrawn': { invitation: string };
  'invitation.used': { invitation: string; token: string; role: string; person: string; name: string };
  'invitation.refused': { invitation: string; person: string; why: string };
};

export type Acting = { at: number; actor: string; identified: Identified };

export function recordOf<Kind extends keyof AuditRecords>(
  kind: Kind,
  by: Acting,
  body: AuditRecords[Kind],
): AuditDraft {
  return { ...by, kind, body: body as JsonObject }; // every record above is plain JSON
}

/** Moving the live pointer to an older release is rolling back; to none, taking the flow offline. */
export function pointerMoved(by: Acting, flow: string, from: number | null, to: number | null): AuditDraft {
  if (to === null) return recordOf('flow.offline', by, { flow, from });
  const kind = from !== null && to < from ? 'flow.rolled_back' : 'flow.promoted';
  return recordOf(kind, by, { flow, version: to, from });
}

/** Somebody tried to act on a card and was not allowed to, or came too late. */
export function refusedOf(
  by: Acting,
  attempt: { approval: string; verb: string; decision: string | null; code: string; message: string },
): AuditDraft {
  const body: Json = { ...attempt };
  return { ...by, kind: 'approval.refused', body };
}
