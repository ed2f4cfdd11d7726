import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { removePort, renamePort } from '../../../../shared/flow/edit/rename-port.ts';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { isJsonObject, type JsonObject } from '../../../../shared/json.ts';
import { labelOf } from '../../../../shared/steps/label.ts';
import { builtInPorts } from '../../../../shared/steps/ports.ts';
import { AddButton } from '../controls/add-button.tsx';
import { NameInput } from '../controls/name-input.tsx';
import { freeName, nameFrom } from '../../../steps/names.ts';
import { useEditor } from '../../store/editor-store.ts';
import { useConfig, useFault, useStepName } from '../step-context.ts';
import { ConditionBuilder } from './condition-builder.tsx';
import classes from './forms.module.css';
import { textOf } from '../text-of.ts';

/** The ways a branch can go, tried from the top; each with its condition from menus. */
export function BranchForm() {
  const editor = useEditor();
  const step = useStepName();
  const value = useConfig(['cases']);
  const cases = Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : [];
  const names = cases.map((one) => textOf(one['name']));
  const edit = (title: string, change: (drawing: Drawing) => Drawing, merge?: string): void =>
    editor.edit(title, change, merge === undefined ? {} : { merge });
  const put = (drawing: Drawing, next: JsonObject[]): Drawing => setConfig(drawing, step, ['cases'], next);

  return (
    <>
      <p className={classes.lead}>The first way whose condition holds is taken.</p>
      {cases.map((one, at) => {
        const name = names[at] ?? '';
        return (
          <Case
            key={at}
            at={at}
            name={name}
            when={typeof one['when'] === 'string' ? one['when'] : ''}
            taken={[...names, ...builtInPorts]}
            isFirst={at === 0}
            isLast={at === cases.length - 1}
            onRename={(to) =>
              edit('Rename way out', (drawing) =>
                renamePort(setConfig(drawing, step, ['cases', at, 'name'], to), step, name, to),
              )
            }
            onCondition={(when, isTyping) =>
              edit(
                'Change condition',
                (drawing) => setConfig(drawing, step, ['cases', at, 'when'], when),
                isTyping ? `${step}:cases.${at}` : undefined,
              )
            }
            onMove={(by) =>
              edit('Move condition', (drawing) =>
                put(drawing, cases.toSpliced(at, 1).toSpliced(at + by, 0, one)),
              )
            }
            onRemove={() =>
              edit('Remove way out', (drawing) =>
                removePort(put(drawing, cases.toSpliced(at, 1)), step, name),
              )
            }
          />
        );
      })}
      <div className={classes.otherwise}>
        <span>Otherwise it goes the way “otherwise”.</span>
        <AddButton
          label="Add a way"
          onAdd={() =>
            edit('Add way out', (drawing) =>
              put(drawing, [
                ...cases,
                { name: freeName('case', [...names, ...builtInPorts], '-'), when: '' },
              ]),
            )
          }
        />
      </div>
    </>
  );
}

type CaseProps = {
  at: number;
  name: string;
  when: string;
  taken: string[];
  isFirst: boolean;
  isLast: boolean;
  onRename: (to: string) => void;
  onCondition: (when: string, isTyping: boolean) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

function Case({
  at,
  name,
  when,
  taken,
  isFirst,
  isLast,
  onRename,
  onCondition,
  onMove,
  onRemove,
}: CaseProps) {
  const called = labelOf(name);
  const fault = useFault(`config.cases.${at}.when`);
  const nameFault = useFault(`config.cases.${at}.name`);
  const whyNot = (text: string): string | null => {
    const next = nameFrom(text, '-');
    if (next === '') return 'Begin with a letter.';
    return next !== name && taken.includes(next) ? 'This name is taken.' : null;
  };
  return (
    <section className={classes.case} aria-label={`Way ${called}`} data-field={`config.cases.${at}`}>
      <div className={classes.caseHead}>
        <NameInput
          label={`Name of way ${at + 1}`}
          isLabelHidden
          field={`config.cases.${at}.name`}
          value={called}
          whyNot={whyNot}
          error={nameFault}
          onDone={(text) => onRename(nameFrom(text, '-'))}
        />
        <ActionIcon aria-label={`Try ${called} earlier`} disabled={isFirst} onClick={() => onMove(-1)}>
          <IconArrowUp size={15} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon aria-label={`Try ${called} later`} disabled={isLast} onClick={() => onMove(1)}>
          <IconArrowDown size={15} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon aria-label={`Remove way ${called}`} onClick={onRemove}>
          <IconTrash size={15} aria-hidden="true" />
        </ActionIcon>
      </div>
      <span className={classes.quiet}>is taken when</span>
      <ConditionBuilder
        label={called}
        field={`config.cases.${at}.when`}
        value={when}
        error={when === '' ? (fault === null ? null : 'Choose a value.') : fault}
        onChange={onCondition}
      />
    </section>
  );
}
