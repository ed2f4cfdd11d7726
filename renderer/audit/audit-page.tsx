import { Button } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useClient } from '../api/api-provider.tsx';
import { useNames } from '../api/names.ts';
import { useList } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { saveFile } from '../ui/save-file.ts';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { AuditFilter } from './audit-filter.tsx';
import { AuditRow } from './audit-row.tsx';
import classes from './audit.module.css';
import { exportedJournal } from './export-journal.ts';
import { isFiltered, listInputOf, noFilters, useFilters } from './filters.ts';
import { VerifyPart } from './verify-part.tsx';

const columns = ['', 'When', 'Who', 'What', 'Look at'];

/** The journal: everything people and the host did that matters later, newest first. */
export function AuditPage() {
  const { filters, change } = useFilters();
  const client = useClient();
  const names = useNames();
  const journal = useList('audit.list', listInputOf(filters));
  const items = journal.data?.pages.flatMap((page) => page.items);
  // A verdict is about the moment it was asked for: never kept for later.
  const verify = useMutation({ mutationFn: () => client('audit.verify', {}) });
  const save = useMutation({
    mutationFn: () => exportedJournal(client),
    onSuccess: ({ text, entries }) => {
      saveFile(`countersign-audit-${new Date().toISOString().slice(0, 10)}.jsonl`, text, 'application/jsonl');
      announce(`Saved ${entries === 1 ? '1 entry' : `${entries.toLocaleString()} entries`}.`);
    },
  });

  return (
    <Page
      title="Audit"
      lead="Who did what and how that is known. Entries are never changed: each is sealed with the one before it."
      actions={
        <>
          <Button
            leftSection={<IconDownload size={15} aria-hidden="true" />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Export
          </Button>
          <Button
            variant="filled"
            leftSection={<IconShieldCheck size={15} aria-hidden="true" />}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
          >
            Verify
          </Button>
        </>
      }
    >
      {verify.data === undefined || verify.isPending ? null : <VerifyPart verdict={verify.data} />}
      {verify.error === null ? null : (
        <ErrorNote error={verify.error} what="The journal could not be checked." />
      )}
      {save.error === null ? null : <ErrorNote error={save.error} what="Nothing was saved." />}
      <AuditFilter filters={filters} change={change} />
      {journal.error !== null && items === undefined ? (
        <ErrorState
          error={journal.error}
          what="The journal could not be loaded"
          means="It goes on being written: the host keeps it, not this window."
          onRetry={() => void journal.refetch()}
        />
      ) : items === undefined ? (
        <RowSkeletons rows={10} />
      ) : items.length === 0 ? (
        <NoEntries isCut={isFiltered(filters)} onClear={() => change(noFilters)} />
      ) : (
        <>
          <table className={classes.table} aria-label="Journal">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column === '' ? <span className="visually-hidden">Details</span> : column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => (
                <AuditRow key={entry.seq} entry={entry} names={names} />
              ))}
            </tbody>
          </table>
          {journal.hasNextPage ? (
            <Button
              variant="subtle"
              mt="sm"
              loading={journal.isFetchingNextPage}
              onClick={() => void journal.fetchNextPage()}
            >
              Show older entries
            </Button>
          ) : null}
        </>
      )}
    </Page>
  );
}

function NoEntries({ isCut, onClear }: { isCut: boolean; onClear: () => void }) {
  return isCut ? (
    <EmptyState title="No entry is like that" actions={<Button onClick={onClear}>Show all entries</Button>}>
      Names of people, flows and connections, comments and values were looked through.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing is written down yet">
      Decisions, releases, changed connections and people stand here from the first one on.
    </EmptyState>
  );
}
