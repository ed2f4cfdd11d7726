import { AppError } from '../../shared/errors.ts';
import { ExpressionError } from '../../shared/expression/expression-error.ts';
import { renderText } from '../../shared/expression/template.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import type { Store } from '../store/store.ts';
import type { Engine } from './engine.ts';
import type { Source } from './sources.ts';

/** Runs that must not overlap share this text; null where they may. Drafts and live runs never stand in each other's way. */
function overlapKey(source: Source, info: RunInfo): string | null {
  const { mode, key } = source.program.definition.settings.overlap;
  if (mode === 'allow') return null;
  const own = key === null ? '' : renderedKey(key, info);
  return `${info.target === 'draft' ? 'draft' : 'live'}:${info.flow}:${own}`;
}

function renderedKey(key: string, info: RunInfo): string {
  try {
    return renderText(key, { trigger: info.payload, run: { flow: info.flow, id: info.run } });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new AppError('invalid_input', `The flow’s overlap key cannot be worked out: ${error.message}`, {
      fix: error.fix,
    });
  }
}

/** Inside a write: starts a run as its flow's `settings.overlap` says. */
export function beginByOverlap(parts: { engine: Engine; store: Store }, source: Source, info: RunInfo): void {
  const { engine, store } = parts;
  const overlap = overlapKey(source, info);
  if (overlap === null) return void engine.begin(source, info, null, null);
  const others = store.runs.overlapping(overlap);
  const { mode } = source.program.definition.settings.overlap;
  if (others.length === 0 && store.queue.next(overlap) === null)
    return void engine.begin(source, info, overlap, null);
  switch (mode) {
    case 'skip':
      engine.beginEnded(
        source,
        info,
        overlap,
        `Skipped: the run ${others[0] ?? ''} was still going on.`,
        null,
      );
      return;
    case 'replace':
      for (const other of others) {
        engine.apply(
          other,
          { type: 'cancel', by: 'countersign', reason: 'Replaced by a newer run of the same flow.' },
          'host',
        );
      }
      return void engine.begin(source, info, overlap, null);
    default:
      engine.enqueue(source, info, overlap);
  }
}
