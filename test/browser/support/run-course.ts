import type { Page } from 'playwright/test';

/** A run on its drawing and over time. */
export function runCourse(page: Page) {
  const course = page.getByRole('region', { name: 'Course of the run' });
  return {
    course,
    drawing: course.getByRole('group', { name: 'The flow as it ran' }),
    step: (id: string) => course.locator(`.react-flow__node-step[data-id="${id}"]`),
    scrubber: course.getByRole('slider', { name: 'Moment of the run' }),
    timeline: course.getByRole('group', { name: 'Timeline' }),
    row: (name: string | RegExp) =>
      course.getByRole('group', { name: 'Timeline' }).getByRole('button', { name }),
    back: course.getByRole('button', { name: /^Back to/ }),
    lit: course.locator('[data-mark="lit"]'),
    panel: (name: string) => page.getByRole('region', { name: `Step: ${name}` }),
    current: page.getByRole('region', { name: 'Story' }).locator('[aria-current]'),
  };
}
