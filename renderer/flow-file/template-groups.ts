import type { Template } from './use-template.ts';

export type TemplateGroup = { title: string; items: Template[] };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** In the order the host gives, which is the order of needs; a need is told as a heading. */
export function byGroup(templates: readonly Template[]): TemplateGroup[] {
  const groups = new Map<string, Template[]>();
  for (const template of templates)
    groups.set(template.group, [...(groups.get(template.group) ?? []), template]);
  return [...groups].map(([group, items]) => ({ title: capital(group), items }));
}
