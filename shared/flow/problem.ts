/** What is wrong with a flow, in a user's words. `line` and `column` (1-based) exist where there is text. */
export type Problem = {
  code: string;
  severity: 'error' | 'warning';
  message: string;
  fix: string;
  node?: string;
  /** Path inside the node or the document: `config.cases.0.when`. */
  field?: string;
  line?: number;
  column?: number;
};

/** A value that somebody gave and that does not fit, told like any other problem. */
export function fieldProblem(field: string, message: string, fix: string) {
  return { code: 'invalid_input', severity: 'error' as const, field, message, fix };
}
