import { isFlowId, isNodeName } from '../../shared/steps/names.ts';

/** What other programs may ask the app to show: `countersign://inbox/…`. */
export const linkScheme = 'countersign';

const longest = 400;
const isRunId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A card is called after its run, its step and the round. */
function isCardId(text: string): boolean {
  const [run = '', node = '', round = '', ...rest] = text.split('.');
  return isRunId(run) && isNodeName(node) && /^[1-9]\d{0,5}$/.test(round) && rest.length === 0;
}

/** Views that only show. Nothing that makes, changes, decides, runs or imports has an address here. */
const views: Record<string, (id: string) => boolean> = {
  inbox: isCardId,
  runs: isRunId,
  flows: isFlowId,
  connections: () => false,
  audit: () => false,
  settings: () => false,
};

/**
 * The window's path for a link, or null. A link may come from any page or mail, so it is held against what is known as
 * text: nothing is decoded, and there is no place in it for a question, a fragment, a name or a second meaning.
 */
export function pathOfLink(link: string): string | null {
  if (link.length > longest) return null;
  if (/^countersign:(?:\/{2,3})?$/i.test(link)) return '/';
  const found = /^countersign:\/{2,3}([a-z]+)(?:\/([a-z0-9._-]+))?\/?$/i.exec(link);
  const view = (found?.[1] ?? '').toLowerCase();
  const mayShow = Object.hasOwn(views, view) ? views[view] : undefined;
  if (found === null || mayShow === undefined) return null;
  const id = found[2];
  if (id === undefined) return `/${view}`;
  return mayShow(id) ? `/${view}/${id}` : null;
}
