import { ExpressionError } from '../../../../shared/expression/expression-error.ts';
import { scanTemplate } from '../../../../shared/expression/template-scanner.ts';

/** A formula in a text: where its braces begin and end, and what stands between them. */
export type FormulaPiece = { from: number; to: number; source: string };

/** The formulas of a text, in order. One that is still being typed, `{{ trig`, is text until it is closed. */
export function formulasIn(text: string): FormulaPiece[] {
  if (!text.includes('{{')) return [];
  try {
    return scanTemplate(text).flatMap((piece) =>
      piece.kind === 'formula'
        ? [{ from: piece.offset - 2, to: piece.offset + piece.source.length + 2, source: piece.source }]
        : [],
    );
  } catch (error) {
    // The scanner stops at the first open one: what stands before it is sound.
    if (error instanceof ExpressionError && error.offset !== undefined && error.offset < text.length)
      return formulasIn(text.slice(0, error.offset));
    throw error;
  }
}

/** A formula as it is written into a text. */
export const braced = (source: string): string => `{{ ${source.trim()} }}`;
