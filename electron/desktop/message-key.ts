import type { Toast } from '../notify/desktop.ts';

/**
 * A message's id at the system: all that is left of it there once the app has ended. It names the card, what it looked
 * like, and its buttons in their order.
 */
export function messageKey({ id, seen, actions }: Pick<Toast, 'id' | 'seen' | 'actions'>): string {
  const buttons = actions.flatMap((action) => (action.id === 'open' ? [] : [action.id]));
  return new URLSearchParams({ id, seen: seen ?? '', buttons: buttons.join(' ') }).toString();
}

/** null for a message that is none of ours. */
export function readMessageKey(key: string): { id: string; seen: string | null; buttons: string[] } | null {
  const fields = new URLSearchParams(key);
  const id = fields.get('id') ?? '';
  if (id === '') return null;
  const seen = fields.get('seen') ?? '';
  const buttons = (fields.get('buttons') ?? '').split(' ').filter((button) => button !== '');
  return { id, seen: seen === '' ? null : seen, buttons };
}
