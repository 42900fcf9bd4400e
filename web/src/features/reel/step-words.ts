import type { ReelStep } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

const labels: Partial<Record<ReelStep['kind'], string>> = {
  story: t`Story`,
  narration: t`Narration`,
  captions: t`Captions`,
  music: t`Music`,
  render: t`Render`,
  polish: t`Polish`,
};

/** What a step is called: "Picture 2", "Music". */
export function stepLabel({ kind, name }: Pick<ReelStep, 'kind' | 'name'>): string {
  if (kind === 'image') return t`Picture ${name.replace(/^image-/, '')}`;
  return labels[kind] ?? name;
}
