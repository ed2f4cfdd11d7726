import type { Problem } from '../problem.ts';

export type Place = { node?: string; field?: string };

/** Collects problems; nothing a rule finds is lost, and a rule never stops another one. */
export type Report = {
  error(code: string, place: Place, message: string, fix: string): void;
  warn(code: string, place: Place, message: string, fix: string): void;
  hasErrors(): boolean;
  /** Errors before warnings; inside each the flow's own problems first, then by the nodes' drawing order. */
  problems(order: readonly string[]): Problem[];
};

export function createReport(): Report {
  const found: Problem[] = [];
  let errors = 0;
  function add(
    severity: Problem['severity'],
    code: string,
    place: Place,
    message: string,
    fix: string,
  ): void {
    if (severity === 'error') errors += 1;
    found.push({
      code,
      severity,
      message,
      fix,
      ...(place.node === undefined ? {} : { node: place.node }),
      ...(place.field === undefined ? {} : { field: place.field }),
    });
  }
  return {
    error: (code, place, message, fix) => add('error', code, place, message, fix),
    warn: (code, place, message, fix) => add('warning', code, place, message, fix),
    hasErrors: () => errors > 0,
    problems: (order) => {
      const rank = new Map(order.map((name, i) => [name, i]));
      const rankOf = (problem: Problem): number =>
        problem.node === undefined ? -1 : (rank.get(problem.node) ?? order.length);
      const weight = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);
      return found.toSorted((a, b) => weight(a) - weight(b) || rankOf(a) - rankOf(b));
    },
  };
}

/** “a, b or c” for a message. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** “Did you mean ‘x’?” where one name is near enough, else the fallback. */
export function didYouMean(guess: string | null, fallback: string): string {
  return guess === null ? fallback : `Did you mean ‘${guess}’? ${fallback}`;
}
