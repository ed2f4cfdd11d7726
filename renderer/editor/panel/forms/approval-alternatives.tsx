import { ActionIcon, Input } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
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
import { useConfig, useStepName } from '../step-context.ts';
import classes from './forms.module.css';
import { textOf } from '../text-of.ts';

/** Further answers beside approve and decline; each is a way out of its own. */
export function Alternatives() {
  const editor = useEditor();
  const step = useStepName();
  const value = useConfig(['alternatives']);
  const items = Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : [];
  const names = items.map((one) => textOf(one['name']));
  const put = (drawing: Drawing, next: JsonObject[]): Drawing =>
    setConfig(drawing, step, ['alternatives'], next.length === 0 ? undefined : next);

  /** The button’s words give the way out its name: “Publish to 5 %” leads to `publish-to-5`. */
  const call = (at: number, text: string): void => {
    const before = names[at] ?? '';
    const wanted = nameFrom(text, '-') || before;
    const name = freeName(wanted, [...names.toSpliced(at, 1), ...builtInPorts], '-');
    const item: JsonObject = labelOf(name) === text ? { name } : { name, label: text };
    editor.edit('Rename answer', (drawing) =>
      renamePort(setConfig(drawing, step, ['alternatives', at], item), step, before, name),
    );
  };

  return (
    <Input.Wrapper
      label="Further answers"
      description="Buttons beside approve and decline; each leads its own way."
      labelElement="div"
      data-field="config.alternatives"
    >
      <div className={classes.rungs}>
        {items.map((one, at) => {
          const name = names[at] ?? '';
          const label = typeof one['label'] === 'string' ? one['label'] : labelOf(name);
          return (
            <div key={at} className={classes.rung}>
              <NameInput
                label={`Answer ${at + 1}`}
                isLabelHidden
                field={`config.alternatives.${at}.name`}
                value={label}
                onDone={(text) => call(at, text)}
              />
              <ActionIcon
                aria-label={`Remove ${label}`}
                onClick={() =>
                  editor.edit('Remove answer', (drawing) =>
                    removePort(put(drawing, items.toSpliced(at, 1)), step, name),
                  )
                }
              >
                <IconTrash size={15} aria-hidden="true" />
              </ActionIcon>
            </div>
          );
        })}
        <AddButton
          label="Add an answer"
          onAdd={() =>
            editor.edit('Add answer', (drawing) =>
              put(drawing, [...items, { name: freeName('answer', [...names, ...builtInPorts], '-') }]),
            )
          }
        />
      </div>
    </Input.Wrapper>
  );
}
