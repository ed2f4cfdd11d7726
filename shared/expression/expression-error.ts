/**
 * Why a formula failed: `missing`: a value that is not there (has, default, || and && may look past it);
 * `wrong`: a value of the wrong type, or text that cannot be read; `cost`: the budget ran out, nothing looks past it.
 */
export type FailureKind = 'missing' | 'wrong' | 'cost';

/** The one error of the language. `message` and `fix` are for the person at the screen and hold no values, only names. */
export class ExpressionError extends Error {
  readonly kind: FailureKind;
  readonly fix: string;
  readonly cost: boolean;
  /** Where in the source, when the source itself is wrong. */
  readonly offset: number | undefined;

  constructor(kind: FailureKind, message: string, fix: string, offset?: number) {
    super(message);
    this.name = 'ExpressionError';
    this.kind = kind;
    this.fix = fix;
    this.cost = kind === 'cost';
    this.offset = offset;
  }
}

export function missing(message: string, fix: string): ExpressionError {
  return new ExpressionError('missing', message, fix);
}

export function wrong(message: string, fix: string, offset?: number): ExpressionError {
  return new ExpressionError('wrong', message, fix, offset);
}
