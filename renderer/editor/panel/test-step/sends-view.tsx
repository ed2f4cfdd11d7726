import { Disclosure } from '../../../ui/disclosure.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { TextView } from '../../../ui/text-view.tsx';
import classes from './test-step.module.css';
import type { StepTest } from './use-test.ts';

type Sending = StepTest['sends'][number];

/** Everything that leaves this machine, as it leaves: where to, what is said about it, and the thing itself. */
export function SendsView({ sends }: { sends: readonly Sending[] }) {
  return sends.map((one, at) => (
    <div key={at} className={classes.sending} role="group" aria-label={one.to}>
      <code className={classes.to}>{one.to}</code>
      {one.body === null || one.body === '' ? null : (
        <TextView text={one.body} label={`What is sent: ${one.to}`} />
      )}
      {Object.keys(one.headers).length === 0 ? null : (
        <Disclosure label={isRequest(one) ? 'Headers' : 'Details'} startsOpen={!isRequest(one)}>
          <Facts facts={Object.entries(one.headers)} />
        </Disclosure>
      )}
    </div>
  ));
}

/** The headers of a request are for those who look for them; a mail’s subject is for everybody. */
const isRequest = ({ headers }: Sending): boolean => headers['user-agent'] !== undefined;
