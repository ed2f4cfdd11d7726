import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

export function mount(place: Element, window: ReactNode): void {
  createRoot(place).render(window);
}
