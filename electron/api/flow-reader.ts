import { sha256Hex } from '../../shared/canonical.ts';
import { AppError } from '../../shared/errors.ts';
import { compile } from '../../shared/flow/compile.ts';
import type { CompileResult } from '../../shared/flow/definition.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { locateAll } from '../../shared/flow/locate.ts';
import { canonicalText } from '../../shared/flow/patch.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { parseFlow } from '../../shared/flow/text.ts';

type ReadFlow = { drawing: Drawing; problems: Problem[]; compiled: CompileResult };
export type FlowReader = ReturnType<typeof createFlowReader>;

const kept = 200;

/** Texts that are stored, read and compiled once. Keyed by ETag: a text never changes its own. */
export function createFlowReader() {
  const cache = new Map<string, ReadFlow>();
  return (text: string, etag: string): ReadFlow => {
    const known = cache.get(etag);
    if (known !== undefined) return known;
    const drawing = parsed(text);
    const compiled = located(text, compile(drawing.drawing));
    const problems = [...drawing.problems, ...(compiled.ok ? compiled.warnings : compiled.problems)];
    const read = { drawing: drawing.drawing, problems, compiled };
    const oldest = cache.size >= kept ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(etag, read);
    return read;
  };
}

/** The compiler sees a drawing; people and programs look for its problems in the text. */
function located(text: string, compiled: CompileResult): CompileResult {
  if (compiled.ok) return { ...compiled, warnings: locateAll(text, compiled.warnings) };
  return { ...compiled, problems: locateAll(text, compiled.problems) };
}

/** A text from outside in its canonical form. Text problems refuse it; drawing problems are for later. */
export function accept(text: string): { drawing: Drawing; text: string; etag: string } {
  const { drawing } = parsed(text);
  const canonical = canonicalText(text);
  return { drawing, text: canonical, etag: sha256Hex(canonical) };
}

function parsed(text: string): { drawing: Drawing; problems: Problem[] } {
  const result = parseFlow(text);
  if (!result.ok) throw invalidFlow('The flow cannot be read.', result.problems);
  return result;
}

export function invalidFlow(message: string, problems: readonly Problem[]): AppError {
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const place = first?.line === undefined ? '' : ` (line ${first.line})`;
  return new AppError('invalid_flow', first === undefined ? message : `${message} ${first.message}${place}`, {
    fix: first?.fix ?? 'Correct the problems and try again.',
    details: problems.map((problem) => ({ ...problem })),
  });
}
