import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { addressOf, kindTitle, usedInWords } from './connection-words.ts';
import classes from './connections.module.css';
import { LastTest } from './last-test.tsx';
import { NewConnection } from './new-connection.tsx';

/** What this machine may reach: made once, used by many flows. */
export function ConnectionsPage() {
  const connections = useCall('connections.list', {});
  const mayChange = useMay('connections');
  const items = connections.data?.items;
  return (
    <Page
      title="Connections"
      lead="Kept on this machine and never in a flow’s file. Passwords and keys go in and are not shown again."
      actions={mayChange && items !== undefined && items.length > 0 ? <NewConnection /> : undefined}
    >
      {connections.error !== null && items === undefined ? (
        <ErrorState
          error={connections.error}
          what="The connections could not be loaded"
          means="Runs go on using them: the host keeps them, not this window."
          onRetry={() => void connections.refetch()}
        />
      ) : items === undefined ? (
        <RowSkeletons rows={4} />
      ) : items.length === 0 ? (
        <EmptyState title="Nothing is connected yet" actions={mayChange ? <NewConnection /> : null}>
          A connection is a web service, a language model, a server or a mail server that steps of flows use.
          Until there is one, drafts practise with examples.
        </EmptyState>
      ) : (
        <Rows
          label="Connections"
          className={classes.table}
          columns={['Name', 'Kind', 'Address', 'Used by', 'Last test']}
        >
          {items.map((connection) => (
            <Row
              key={connection.name}
              to={`/connections/${encodeURIComponent(connection.name)}`}
              title={connection.name}
              cells={[
                kindTitle(connection.kind),
                <span key="address" className={classes.address}>
                  {addressOf(connection)}
                </span>,
                usedInWords(connection),
                <LastTest key="test" test={connection.lastTest} />,
              ]}
            />
          ))}
        </Rows>
      )}
    </Page>
  );
}
