import type { JsonObject } from '../../../shared/json.ts';
import type { ConfigOf } from '../../../shared/steps/index.ts';
import type { StepContext } from '../executor.ts';
import type { Mail } from './mail.ts';
import type { Recipient } from './recipients.ts';

type Config = ConfigOf<'notify'>;

export const linkOf = (config: Config): string | null =>
  config.link === undefined || config.link === '' ? null : config.link;

/** A draft’s message says so where a person reads it. */
export const titleOf = (config: Config, { where }: StepContext): string =>
  where.draft ? `Draft: ${config.title}` : config.title;

export function mailOf(config: Config, to: { name: string; email: string }, context: StepContext): Mail {
  return {
    to: { name: to.name, address: to.email },
    title: titleOf(config, context),
    body: config.body ?? '',
    link: linkOf(config),
    key: context.key,
  };
}

export function webhookMessage(
  config: Config,
  found: readonly Recipient[],
  { where, key }: StepContext,
): JsonObject {
  return {
    title: config.title,
    body: config.body ?? '',
    link: linkOf(config),
    channel: config.to.channel ?? null,
    to: found.map(({ id, name }) => ({ id, name })),
    key,
    draft: where.draft,
    run: where.run,
    flow: where.flow,
    node: where.node,
  };
}
