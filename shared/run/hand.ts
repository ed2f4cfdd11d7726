/** A step of a run as the API shows it, as far as a person's hand shows in it. */
type Shown = { status: string; attempts: number; override: string | null };

/**
 * How a person stood in for a step: said after its attempts what had become of it, gave its output in their place, or
 * left it out. Null where nobody did.
 */
export function handIn({ status, attempts, override }: Shown): 'answered' | 'set' | 'skipped' | null {
  if (override === null) return null;
  if (status === 'skipped') return 'skipped';
  return attempts === 0 ? 'set' : 'answered';
}
