import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import classes from './audit.module.css';

type Verdict = OutputOf<'audit.verify'>;

/** What the check of the whole chain said, and what that means. */
export function VerifyPart({ verdict }: { verdict: Verdict }) {
  const { ok, entries, at, reason, head } = verdict;
  const count = entries === 1 ? '1 entry' : `${entries.toLocaleString()} entries`;
  if (!ok)
    return (
      <div className={classes.verdict} data-tone="bad" role="alert">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <div>
          <strong>The journal was changed at entry {at ?? entries + 1}.</strong> {reason}
          <p>
            {entries === 0 ? 'Nothing before it is left to rely on' : `The ${count} before it are whole`};
            what follows cannot be relied on as evidence. Export the journal now, keep that file, and compare
            it with a backup or an earlier export.
          </p>
        </div>
      </div>
    );
  return (
    <div className={classes.verdict} data-tone="good" role="status">
      <IconShieldCheck size={18} aria-hidden="true" />
      <div>
        <strong>The journal is whole: {count}.</strong> None was changed, left out or put in.
        {head === undefined || head === null ? null : (
          <p className={classes.head}>
            Keep this fingerprint of the last entry elsewhere to notice later if the end was cut off:{' '}
            <code>{head}</code> <CopyButton text={head} label="Copy the fingerprint" />
          </p>
        )}
      </div>
    </div>
  );
}
