import { createApprovalHandlers } from './approvals.ts';
import { createAuditHandlers } from './audit.ts';
import { createConnectionHandlers } from './connections.ts';
import { createDesktopHandlers } from './desktop.ts';
import { createDesktopMessageHandlers } from './desktop-messages.ts';
import { createDesktopHostHandlers } from './desktop-hosts.ts';
import type { Handlers } from './dispatch.ts';
import { createFlowHandlers } from './flows.ts';
import { createHostHandlers } from './host.ts';
import { createInboxHandlers } from './inbox.ts';
import { createInvitationHandlers } from './invitations.ts';
import { createMetricHandlers } from './metrics.ts';
import type { ApiParts } from './parts.ts';
import { createReleaseHandlers } from './releases.ts';
import { createResourceHandlers } from './resources.ts';
import { createRunLogHandlers } from './run-logs.ts';
import { createRunOverviewHandlers } from './run-overviews.ts';
import { createRunHandlers } from './runs.ts';
import { createStepHandlers } from './steps.ts';
import { createTemplateHandlers } from './templates.ts';
import { createTokenHandlers } from './tokens.ts';
import { createWorkspaceHandlers } from './workspace.ts';

/** One handler for every call of the contract; leave one out and this does not compile. */
export function createHandlers(parts: ApiParts): Handlers {
  const flows = createFlowHandlers(parts);
  return {
    ...createStepHandlers(parts),
    ...flows,
    ...createTemplateHandlers(parts, flows),
    ...createReleaseHandlers(parts),
    ...createRunHandlers(parts),
    ...createRunOverviewHandlers(parts),
    ...createRunLogHandlers(parts),
    ...createApprovalHandlers(parts),
    ...createInboxHandlers(parts),
    ...createResourceHandlers(parts),
    ...createAuditHandlers(parts),
    ...createMetricHandlers(parts),
    ...createConnectionHandlers(parts),
    ...createWorkspaceHandlers(parts),
    ...createTokenHandlers(parts),
    ...createInvitationHandlers(parts),
    ...createHostHandlers(parts),
    ...createDesktopHandlers(parts),
    ...createDesktopMessageHandlers(parts),
    ...createDesktopHostHandlers(),
  };
}
