import { Modal } from '@mantine/core';
import { KeyHint } from '../ui/key-hint.tsx';
import classes from './inbox.module.css';

const keys: [keys: string[], does: string][] = [
  [['j'], 'Next in the list'],
  [['k'], 'Previous in the list'],
  [['Enter'], 'From the list into the card; on a button, press it'],
  [['a'], 'Approve. Where it matters more: go to Approve, then Enter'],
  [['d'], 'Decline, the same way'],
  [['c'], 'Request changes: write what should change'],
  [['e'], 'Edit the first field that may be changed'],
  [['l'], 'Put it off until later'],
  [['Ctrl', 'Enter'], 'In the comment: send what you have begun'],
  [['Esc'], 'Out of a field to the card; from the card to the list'],
  [['?'], 'This list'],
];

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys of the inbox">
      <dl className={classes.keys}>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              <KeyHint keys={names} />
              <span className="visually-hidden">{names.join(' ')}</span>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
