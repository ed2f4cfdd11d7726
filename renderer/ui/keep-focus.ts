/** Dialogs and menus give the focus back by themselves within this time. */
const patienceMs = 100;

/**
 * The focus is never lost. A button cannot be pressed while its work is under way, and a browser takes the focus from
 * what cannot be pressed: it gets it back afterwards. What goes away with the focus in it leaves it to the title of the
 * page, which is where reading begins. Nobody who has gone elsewhere meanwhile is taken back. Returns the end of it.
 */
export function keepFocus(page: Document): () => void {
  let last: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLost = (): boolean => last !== null && page.activeElement === page.body;
  const note = ({ target }: FocusEvent): void => {
    last = target instanceof HTMLElement ? target : null;
  };
  const restore = (): void => {
    timer = undefined;
    if (isLost() && last?.isConnected === false)
      page.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true });
  };
  const watch = new MutationObserver((changes) => {
    if (!isLost()) return;
    if (last?.isConnected === false) timer ??= setTimeout(restore, patienceMs);
    else if (changes.some(({ target }) => target === last) && last?.matches(':enabled') === true)
      last.focus({ preventScroll: true });
  });
  page.addEventListener('focusin', note);
  watch.observe(page.body, {
    attributes: true,
    attributeFilter: ['disabled'],
    childList: true,
    subtree: true,
  });
  return () => {
    page.removeEventListener('focusin', note);
    watch.disconnect();
    clearTimeout(timer);
  };
}
