import { t } from '@lingui/core/macro';

/** Names a pack or a plan by its id in the figures, such as `plan:plus:month`. */
export function productText(id: string): string {
  const [kind, name = id, interval] = id.split(':');
  if (kind === 'pack') return t`Pack ${name}`;
  if (kind !== 'plan') return id;
  return interval === 'year' ? t`Plan ${name}, yearly` : t`Plan ${name}, monthly`;
}
