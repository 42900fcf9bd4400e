import type { Catalog } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { andText, numberText } from '../../texts/format.ts';
import { windowText } from '../../texts/window-text.ts';

/** Returns what subscribers of a plan get besides credits: models, more requests, and a queue of their own. */
export function planPerks(
  { operations, plans }: Pick<Catalog, 'operations' | 'plans'>,
  name: string,
): string[] {
  const { limits = {}, priority } = plans[name] ?? {};
  const opened = Object.values(operations).flatMap(({ models }) =>
    Object.values(models).flatMap((model) =>
      model.enabled && model.plans?.includes(name) ? [model.label] : [],
    ),
  );
  const raised = Object.entries(limits).flatMap(([operation, max]) => {
    const { label, limit } = operations[operation] ?? {};
    if (!label || !limit || max <= limit.max) return [];
    const [more, fewer] = [numberText(max), numberText(limit.max)];
    return [t`${label}: ${more} requests ${windowText(limit.windowMs)} instead of ${fewer}`];
  });
  return [
    ...(opened.length > 0 ? [t`Opens ${andText([...new Set(opened)])}`] : []),
    ...raised,
    ...(priority ? [t`Long work has a queue of its own`] : []),
  ];
}
