import type { Activity } from '@firemeter/functions/contract';

const MOST = 6;

/** Returns the labels of the newest requests, without those that are taken. */
export function recentLabels(
  activities: readonly { readonly value: Pick<Activity, 'label'> }[],
  taken: readonly string[],
): string[] {
  const labels = new Set(activities.flatMap(({ value: { label } }) => (label === undefined ? [] : [label])));
  return [...labels].filter((label) => !taken.includes(label)).slice(0, MOST);
}
