import { Page } from '../ui/page.tsx';
export function FlowPage({ id }: { id: string }) {
  return <Page title={id}>…</Page>;
}
