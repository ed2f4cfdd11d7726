import { confirm } from '../../../ui/confirm.tsx';
import classes from './test-step.module.css';
import type { StepTest } from './use-test.ts';

/** Says to what system it really goes before anything leaves. */
export function askToSend(sends: StepTest['sends'], onConfirm: () => void): void {
  confirm({
    title: 'Really do it?',
    verb: sends.length === 1 ? 'Send it' : `Send all ${sends.length}`,
    onConfirm,
    children: (
      <div className={classes.confirm}>
        <p>This goes to the real system and cannot be taken back:</p>
        <ul className={classes.places}>
          {sends.map((one, at) => (
            <li key={at}>
              <code className={classes.to}>{one.to}</code>
            </li>
          ))}
        </ul>
        <p className={classes.quiet}>It is a test: no run is made, and the history does not keep it.</p>
      </div>
    ),
  });
}
