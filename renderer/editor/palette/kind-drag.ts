const type = 'application/x-countersign-kind';

/** A kind on its way from the list to the canvas. */
export function dragKind(data: DataTransfer, kind: string): void {
  data.setData(type, kind);
  data.effectAllowed = 'copy';
}

/** The kind that was dropped; null where something else was. */
export function kindDragged(data: DataTransfer): string | null {
  const kind = data.getData(type);
  return kind === '' ? null : kind;
}
