import type { ReelStep } from '@firemeter/functions/contract';

const labels: Partial<Record<ReelStep['kind'], string>> = {
  story: 'Story',
  narration: 'Narration',
  captions: 'Captions',
  music: 'Music',
  render: 'Render',
  polish: 'Polish',
};

/** What a step is called: "Picture 2", "Music". */
export function stepLabel({ kind, name }: Pick<ReelStep, 'kind' | 'name'>): string {
  if (kind === 'image') return `Picture ${name.replace(/^image-/, '')}`;
  return labels[kind] ?? name;
}
