import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Names } from '../api/names.ts';

const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/**
 * Whom a draft may be decided as: the people the card is addressed to now, by name, and of each group as many as must
 * agree and one more: “Editor A”, “Editor B”, and after an escalation “Chief editor A”.
 */
export function practicePeople(
  card: Pick<Approval, 'pools' | 'people' | 'quorum'>,
  names: Pick<Names, 'pool' | 'person' | 'isMe'>,
): string[] {
  const named = card.people.filter((id) => !names.isMe(id)).map(names.person);
  const groups = card.pools.length > 0 ? card.pools.map((pool) => oneOf(names.pool(pool))) : ['Editor'];
  const each = letters.slice(0, Math.max(2, card.quorum + 1));
  return [...new Set([...named, ...groups.flatMap((group) => each.map((letter) => `${group} ${letter}`))])];
}

/** “chief editors” has a “Chief editor”; what is no plural stays: “Finance”. */
function oneOf(pool: string): string {
  const single = pool
    .replace(/people$/i, 'person')
    .replace(/ies$/i, 'y')
    .replace(/(?<![su])s$/i, '');
  return `${single.charAt(0).toUpperCase()}${single.slice(1)}`.slice(0, 50);
}
