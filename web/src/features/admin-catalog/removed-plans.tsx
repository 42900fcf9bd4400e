import type { Catalog } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import { isolated } from '../../lib/texts/isolated.ts';
import { holdersCounted, usePlanHolders } from './draft/use-plan-holders.ts';

interface RemovedPlansProps {
  before: Catalog['plans'];
  after: Catalog['plans'];
}

/** Warns who has the plans that a change of the catalog removes. */
export function RemovedPlans({ before, after }: RemovedPlansProps) {
  const removed = Object.entries(before).filter(([name]) => !Object.hasOwn(after, name));
  if (removed.length === 0) return null;
  return (
    <ul aria-label={t`Plans to be removed`} className="mt-4 space-y-2">
      {removed.map(([name, { label }]) => (
        <RemovedPlan key={name} name={name} label={label} />
      ))}
    </ul>
  );
}

function RemovedPlan({ name, label }: { name: string; label: string }) {
  const { data: count, isError } = usePlanHolders(name);
  return (
    <li
      aria-live="polite"
      className="flex gap-2 rounded-xl border border-held/40 bg-held/8 p-3 text-[0.8125rem] text-ink-2"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-held" />
      {isError
        ? t`We can’t count who has ${isolated(label)} right now. Whoever has it keeps it on the terms they agreed to.`
        : count === undefined
          ? t`Counting who has ${isolated(label)}…`
          : holdersText(label, count)}
    </li>
  );
}

function holdersText(label: string, count: number): string {
  if (count === 0) return t`Nobody has ${isolated(label)} now.`;
  const many = `${count}${count >= holdersCounted ? '+' : ''}`;
  const who = plural(count, {
    one: `1 person has ${isolated(label)}.`,
    other: `${many} people have ${isolated(label)}.`,
  });
  return `${who} ${t`They keep it, at the price and with the credits they agreed to, until they change or cancel it. Nobody else can subscribe to it.`}`;
}
