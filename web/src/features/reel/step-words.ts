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

/** Returns the label of a step, such as "Picture 2" or "Music"; for a step of a later build, its name. */
export function stepLabel({ kind, name }: Pick<ReelStep, 'kind' | 'name'>): string {
  return Object.hasOwn(labels, kind) ? labels[kind](name) : name;
}
