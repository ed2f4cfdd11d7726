import type { DragEvent } from 'react';

const type = 'application/x-countersign-value';

/** A value on its way from a list, or from one field to another. It is no text: a plain field does not take it. */
export function dragValue(data: DataTransfer, source: string): void {
  data.setData(type, source);
  data.effectAllowed = 'copyMove';
}

export const holdsValue = (data: DataTransfer | null): boolean => data?.types.includes(type) === true;

/** The formula of the value that was dropped; null where something else was. */
export function valueDragged(data: DataTransfer | null): string | null {
  const source = data?.getData(type) ?? '';
  return source === '' ? null : source;
}

type DropTarget = { onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void };

/** Lets an element take one value in the place of what it holds. */
export function takesValue(onValue: (source: string) => void): DropTarget {
  return {
    onDragOver: (event) => {
      if (!holdsValue(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop: (event) => {
      const source = valueDragged(event.dataTransfer);
      if (source === null) return;
      event.preventDefault();
      onValue(source);
    },
  };
}
