import type { ReelStep } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

const labels: Record<ReelStep['kind'], (name: string) => string> = {
  image: (name) => t`Picture ${name.replace(/^image-/, '')}`,
  story: () => t`Story`,
  narration: () => t`Narration`,
  captions: () => t`Captions`,
  music: () => t`Music`,
  render: () => t`Render`,
  polish: () => t`Polish`,
};

/** What a step is called: "Picture 2", "Music"; by its name where a later build made it. */
export function stepLabel({ kind, name }: Pick<ReelStep, 'kind' | 'name'>): string {
  return Object.hasOwn(labels, kind) ? labels[kind](name) : name;
}
