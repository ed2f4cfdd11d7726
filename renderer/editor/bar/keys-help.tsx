import { Modal } from '@mantine/core';
import { KeyHint } from '../../ui/key-hint.tsx';
import { keyCaps } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './keys-help.module.css';

/** Everything the keyboard can do here. */
export function KeysHelp() {
  const isOpen = useViewState((state) => state.isHelpOpen);
  const view = useView();
  if (!isOpen) return null;
  return (
    <Modal opened onClose={() => view.setState({ isHelpOpen: false })} title="Keys" size="lg">
      <dl className={classes.keys}>
        {commands
          .filter(({ keys }) => keys.length > 0)
          .map(({ name, title, keys }) => (
            <div key={name} className={classes.key}>
              <dt>{title}</dt>
              <dd>
                <KeyHint keys={keyCaps(keys[0] ?? '')} />
                <span className="visually-hidden">{keyCaps(keys[0] ?? '').join(' ')}</span>
              </dd>
            </div>
          ))}
      </dl>
    </Modal>
  );
}
