import { FileButton } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { chooseFiles, readFiles } from './chosen-files.ts';

type Props = {
  /** The control that opens the file dialog. */
  children: (press: { onClick: () => void; loading: boolean }) => ReactNode;
  /** What has to happen before the import page opens. */
  before?: () => Promise<void>;
};

/** Chooses one or several flow files and shows them on the import page, where nothing is stored yet. */
export function OpenFile({ children, before }: Props) {
  const [isReading, setIsReading] = useState(false);
  const [, go] = useLocation();
  const reset = useRef<() => void>(null);

  async function choose(files: readonly File[]): Promise<void> {
    // The same file may be chosen again after it was corrected.
    reset.current?.();
    if (files.length === 0) return;
    setIsReading(true);
    await before?.();
    chooseFiles(await readFiles(files));
    setIsReading(false);
    go('/import');
  }

  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => void choose(files)}
      accept=".yaml,.yml,.json,application/yaml,application/json"
      inputProps={{ 'aria-label': 'Flow file' }}
    >
      {({ onClick }) => children({ onClick, loading: isReading })}
    </FileButton>
  );
}
