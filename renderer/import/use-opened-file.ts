import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { AppError } from '../../shared/errors.ts';
import { useClient } from '../api/api-provider.tsx';
import { addFiles, fileOf, unreadable, type ChosenFile } from '../flow-file/chosen-files.ts';

/** `/import?file=…`: a flow file that somebody opened with the desktop app. It is looked at like any other. */
export function useOpenedFile(show: (key: string) => void): void {
  const client = useClient();
  const id = new URLSearchParams(useSearch()).get('file');
  const [, go] = useLocation();
  useEffect(() => {
    if (id === null) return;
    // Taken once: a way back to this address must not bring the file a second time.
    go('/import', { replace: true });
    const come = (file: ChosenFile): void => {
      addFiles([file]);
      show(file.key);
    };
    client('desktop.file', { id }).then(
      ({ name, text, problem }) =>
        come(
          problem === null
            ? fileOf(name, text)
            : unreadable(name, new AppError('malformed', problem.message, { fix: problem.fix })),
        ),
      (error: unknown) =>
        come(
          unreadable('A file', error instanceof AppError ? error : new AppError('internal', String(error))),
        ),
    );
  }, [id, client, go, show]);
}
