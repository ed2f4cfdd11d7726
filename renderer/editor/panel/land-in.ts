const controls = 'input:not([type="hidden"]), textarea, [contenteditable="true"], button';

/** Puts the keyboard into a field of the panel, or into the nearest place that holds it; null: into the first one. */
export function landIn(panel: HTMLElement, field: string | null): void {
  const place = field === null ? null : placeOf(panel, field);
  const control = (place ?? panel).querySelector<HTMLElement>(controls);
  // A field may carry its path itself.
  const target = place?.matches(controls) === true ? place : control;
  target?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}

/** `config.cases.0.when` lies in `config.cases.0` where it has no field of its own. */
export function placeOf(panel: HTMLElement, field: string): HTMLElement | null {
  const parts = field.split('.');
  for (let length = parts.length; length > 0; length--) {
    const path = parts.slice(0, length).join('.');
    const found = panel.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
    if (found !== null) return found;
  }
  return null;
}
