import { compile } from './compile.ts';
import { ExpressionError } from './expression-error.ts';
import type { Run } from './frame.ts';
import { parseSource } from './grammar.ts';
import { createMemo } from './memo.ts';
import { findReferences } from './references.ts';
import type { FoundReference } from './references.ts';

/** A formula, read once. Which variables exist is not its business: that differs from place to place. */
export type Program = { source: string; run: Run; references: FoundReference[] };

/** The program of a source, or why there is none. Cached: the same text costs one map lookup. */
export const loadProgram = createMemo<Program | ExpressionError>(2000, (source) => {
  try {
    const tree = parseSource(source);
    return { source, run: compile(tree), references: findReferences(tree) };
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
});
