import type { ActivationArguments } from 'electron';
import type { Press, Toast } from '../notify/desktop.ts';

const field = 'reply';

/**
 * The toast in Windows’ own words (learn.microsoft.com, “Toast content schema”). Every way to press it carries the card,
 * what it looked like and the button in its arguments: they are all that comes back once the app has ended. They begin
 * as Electron writes them itself (`type=…&action=…`), so that it tells the kinds of presses apart.
 */
export function toastXml(
  { id, title, body, seen, actions, reply }: Toast,
  { stays }: { stays: boolean },
): string {
  const carried = (type: string, action: string, index: number): string =>
    inXml(
      new URLSearchParams({
        type,
        ...(type === 'action' ? { action: String(index) } : {}),
        press: action,
        id,
        ...(seen === undefined ? {} : { seen }),
      }).toString(),
    );
  const buttons = actions
    .filter((action) => action.id !== 'open')
    .map(
      (action, index) =>
        `<action activationType="foreground" arguments="${carried('action', action.id, index)}" content="${inXml(action.label)}"/>`,
    );
  const comment =
    reply === true
      ? [
          `<input id="${field}" type="text" placeHolderContent="Comment"/>`,
          ...buttons,
          `<action activationType="foreground" arguments="${carried('reply', 'reply', 0)}" content="Comment" hint-inputId="${field}"/>`,
        ]
      : buttons;
  // “reminder” stays on the screen; Windows shows it so only with a button.
  const scenario = stays && buttons.length > 0 ? ' scenario="reminder"' : '';
  return [
    `<toast launch="${carried('click', 'open', 0)}" activationType="foreground"${scenario}>`,
    `<visual><binding template="ToastGeneric"><text>${inXml(title)}</text><text>${inXml(body)}</text></binding></visual>`,
    comment.length === 0 ? '' : `<actions>${comment.join('')}</actions>`,
    '</toast>',
  ].join('');
}

/** What was pressed; null for an activation that is none of ours. */
export function readActivation(details: ActivationArguments): Press | null {
  const fields = new URLSearchParams(details.arguments);
  const id = fields.get('id') ?? '';
  if (id === '') return null;
  const text = details.reply ?? details.userInputs?.[field];
  return {
    id,
    action: fields.get('press') ?? 'open',
    seen: fields.get('seen'),
    ...(text === undefined ? {} : { text }),
  };
}

const inXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
