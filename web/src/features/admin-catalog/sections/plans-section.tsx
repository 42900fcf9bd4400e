import { creditsToMicros, type Plan } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { useEditing } from '../draft/editing.tsx';
import { newName } from '../draft/new-name.ts';
import { PlanCard } from './plan-card.tsx';

const newPlan: Plan = {
  label: t`New plan`,
  monthlyMicros: creditsToMicros(100),
  unlimited: false,
  rolloverMicros: 0,
  trialDays: 0,
  monthly: { usd: 1_000 },
  yearly: { usd: 10_000 },
};

/** The plans that can be subscribed to, in the order of the catalog. */
export function PlansSection() {
  const { catalog, change } = useEditing();
  return (
    <section aria-label={t`Plans`} className="space-y-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold">
          <Trans>Plans</Trans>
        </h2>
        <Button size="small" onClick={() => change(['plans', newName('plan', catalog.plans)], newPlan)}>
          <Plus aria-hidden="true" className="size-4" /> <Trans>Add a plan</Trans>
        </Button>
      </div>
      <ul className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
        {Object.entries(catalog.plans).map(([name, plan]) => (
          <PlanCard key={name} name={name} plan={plan} />
        ))}
      </ul>
    </section>
  );
}
