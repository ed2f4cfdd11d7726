import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { fileOf, readFiles, type ChosenFile } from './chosen-files.ts';
import classes from './file-drop.module.css';

/** A flow as text: YAML that says so, or JSON that does. Anything else on the clipboard is somebody's own business. */
const looksLikeFlow = (text: string): boolean =>
  /^\uFEFF?\s*(?:#.*\n\s*)*countersign:/.test(text) || /^\s*\{\s*"countersign"\s*:/.test(text);

/** Takes files that are dropped anywhere on the screen, and flows that are pasted, and says so while they hover. */
export function FileDrop({ onFiles }: { onFiles: (files: ChosenFile[]) => void }) {
  const [isOver, setIsOver] = useState(false);
  const depth = useRef(0);

  useEffect(() => {
    const hold = (event: DragEvent): boolean => {
      if (event.dataTransfer?.types.includes('Files') !== true) return false;
      event.preventDefault();
      return true;
    };
    const over = (to: number): void => {
      depth.current = Math.max(0, to);
      setIsOver(depth.current > 0);
    };
    const onEnter = (event: DragEvent): void => void (hold(event) && over(depth.current + 1));
    const onLeave = (event: DragEvent): void => void (hold(event) && over(depth.current - 1));
    const onDrop = (event: DragEvent): void => {
      if (!hold(event)) return;
      over(0);
      void bring([...(event.dataTransfer?.files ?? [])]);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]'))
        return;
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) return void bring(files);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (looksLikeFlow(text)) onFiles([fileOf('From the clipboard', text)]);
    };
    const bring = async (files: File[]): Promise<void> => {
      if (files.length > 0) onFiles(await readFiles(files));
    };
    const on = new AbortController();
    const { signal } = on;
    addEventListener('dragenter', onEnter, { signal });
    addEventListener('dragover', hold, { signal });
    addEventListener('dragleave', onLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    addEventListener('paste', onPaste, { signal });
    return () => on.abort();
  }, [onFiles]);

  if (!isOver) return null;
  return (
    <div className={classes.cover} role="status">
      <div className={classes.words}>
        <IconFileImport size={28} stroke={1.5} aria-hidden="true" />
        <strong>Drop flow files to look at them</strong>
        <span>Nothing is stored until you press Import.</span>
      </div>
    </div>
  );
}
