import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { ApiProvider } from './api/api-provider.tsx';
import type { Api } from './api/open-api.ts';
import { Gate } from './shell/gate.tsx';
import { NothingHere } from './shell/nothing-here.tsx';
import { ScreenBoundary } from './shell/screen-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import { useFirstStart } from './shell/use-first-start.ts';
import { StartPage } from './start/start-page.tsx';
import { ThemeProvider } from './ui/theme-provider.tsx';

const InboxPage = lazy(async () => ({ default: (await import('./inbox/inbox-page.tsx')).InboxPage }));
const FlowsPage = lazy(async () => ({ default: (await import('./flows/flows-page.tsx')).FlowsPage }));
const ImportPage = lazy(async () => ({ default: (await import('./import/import-page.tsx')).ImportPage }));
const EditorPage = lazy(async () => ({ default: (await import('./editor/editor-page.tsx')).EditorPage }));
const FlowPage = lazy(async () => ({ default: (await import('./flows/flow-page.tsx')).FlowPage }));
const VersionsPage = lazy(async () => ({
  default: (await import('./flows/versions-page.tsx')).VersionsPage,
}));
const RunsPage = lazy(async () => ({ default: (await import('./runs/runs-page.tsx')).RunsPage }));
const RunPage = lazy(async () => ({ default: (await import('./runs/run-page.tsx')).RunPage }));
const ComparePage = lazy(async () => ({
  default: (await import('./runs/compare/compare-page.tsx')).ComparePage,
}));
const ConnectionsPage = lazy(async () => ({
  default: (await import('./connections/connections-page.tsx')).ConnectionsPage,
}));
const ConnectionPage = lazy(async () => ({
  default: (await import('./connections/connection-page.tsx')).ConnectionPage,
}));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));
const SettingsPage = lazy(async () => ({
  default: (await import('./settings/settings-page.tsx')).SettingsPage,
}));

export function App({ api }: { api: Api }) {
  return (
    <ThemeProvider>
      <ApiProvider api={api}>
        <Gate>
          <Shell>
            <ScreenBoundary>
              <Suspense fallback={null}>
                <Screens />
              </Suspense>
            </ScreenBoundary>
          </Shell>
        </Gate>
      </ApiProvider>
    </ThemeProvider>
  );
}

/** The routes of API.md; every one of them can be opened directly. */
function Screens() {
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path="/inbox/:id?">
        <InboxPage />
      </Route>
      <Route path="/flows">
        <FlowsPage />
      </Route>
      <Route path="/import">
        <ImportPage />
      </Route>
      <Route path="/flows/:id/edit">{({ id }) => <EditorPage key={id} id={id} />}</Route>
      <Route path="/flows/:id/versions">{({ id }) => <VersionsPage key={id} id={id} />}</Route>
      <Route path="/flows/:id">{({ id }) => <FlowPage key={id} id={id} />}</Route>
      <Route path="/runs">
        <RunsPage />
      </Route>
      <Route path="/runs/:a/compare/:b">
        {({ a, b }) => <ComparePage key={`${a} ${b}`} left={a} right={b} />}
      </Route>
      <Route path="/runs/:id">
        <RunPage />
      </Route>
      <Route path="/connections">
        <ConnectionsPage />
      </Route>
      <Route path="/connections/:name">
        {({ name }) => <ConnectionPage key={name} name={decodeURIComponent(name)} />}
      </Route>
      <Route path="/audit">
        <AuditPage />
      </Route>
      <Route path="/settings">
        <SettingsPage />
      </Route>
      <Route>
        <NothingHere />
      </Route>
    </Switch>
  );
}

/** An empty home begins with the first start; otherwise with what waits for a person. */
function Home() {
  const isFirstStart = useFirstStart();
  if (isFirstStart === null) return null;
  return isFirstStart ? <StartPage /> : <Redirect to="/inbox" replace />;
}
