import { IconCheck, IconCircleDashed, IconMinus } from '@tabler/icons-react';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import type { Outcome } from './apply-import.ts';
import classes from './import.module.css';
import { useInspected } from './use-inspected.ts';

type Props = {
  files: readonly ChosenFile[];
  shown: string;
  outcomes: ReadonlyMap<string, Outcome>;
  onShow: (key: string) => void;
};

/** Several files: each has its own answer, and none waits for another. */
export function FileList({ files, shown, outcomes, onShow }: Props) {
  return (
    <nav aria-label="Files" className={classes.files}>
      <ul>
        {files.map((file) => (
          <li key={file.key}>
            <File
              file={file}
              isShown={file.key === shown}
              outcome={outcomes.get(file.key) ?? null}
              onShow={() => onShow(file.key)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type FileProps = { file: ChosenFile; isShown: boolean; outcome: Outcome | null; onShow: () => void };

function File({ file, isShown, outcome, onShow }: FileProps) {
  const inspected = useInspected(file, outcome !== null);
  const [words, tone] =
    outcome?.is === 'imported'
      ? ['Imported', 'good']
      : outcome?.is === 'left'
        ? ['Left out', 'none']
        : inspected.error !== null
          ? ['Cannot be read', 'bad']
          : inspected.data?.existing?.same === true
            ? ['Here already', 'none']
            : ['Not imported yet', 'none'];
  const FileIcon = outcome?.is === 'imported' ? IconCheck : outcome === null ? IconCircleDashed : IconMinus;
  return (
    <button
      type="button"
      className={classes.file}
      aria-current={isShown ? 'true' : undefined}
      data-tone={tone}
      onClick={onShow}
    >
      <FileIcon size={15} aria-hidden="true" />
      <span className={classes.fileWords}>
        <span className={classes.fileName}>{inspected.data?.drawing.name ?? file.name}</span>
        <span className={classes.fileState}>{words}</span>
      </span>
    </button>
  );
}
