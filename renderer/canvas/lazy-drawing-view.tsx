import { lazy, Suspense, type ComponentProps } from 'react';
import type { DrawingView } from './drawing-view.tsx';

const Loaded = lazy(async () => ({ default: (await import('./drawing-view.tsx')).DrawingView }));

/** The canvas comes once it is looked at: lists and pages around it do not wait for it. */
export function LazyDrawingView(props: ComponentProps<typeof DrawingView>) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
