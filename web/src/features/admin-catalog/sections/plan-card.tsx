import type { Plan } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import type { Path } from '../../../lib/page/at-path.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useEditing } from '../draft/editing.tsx';
import { NumberField } from './number-field.tsx';
import { OfferHead } from './offer-head.tsx';
import { PlanPerks } from './plan-perks.tsx';
import { PricesField } from './rates/prices-field.tsx';
import { SwitchLine } from './switch-line.tsx';

const CREDIT = 1_000_000;

export function PlanCard({ name, plan }: { name: string; plan: Plan }) {
  const { change } = useEditing();
  const path: Path = ['plans', name];
  const { label, unlimited, monthly, yearly } = plan;
  const tenMonths = Object.fromEntries(
    Object.entries(monthly).map(([currency, amount]) => [currency, 10 * amount]),
  );
  return (
    <li
      aria-label={t`Plan ${isolated(label)}`}
      className="space-y-3 rounded-xl border border-line bg-surface p-4"
    >
      <OfferHead name={label} label={t`Name of plan ${isolated(label)}`} path={path} />
      <div className="flex flex-wrap gap-3">
        <NumberField
          labelled
          label={unlimited ? t`Fair use, credits per month` : t`Credits per month`}
          path={[...path, 'monthlyMicros']}
          scale={CREDIT}
        />
        <NumberField labelled label={t`Rolls over`} path={[...path, 'rolloverMicros']} scale={CREDIT} />
        <NumberField labelled label={t`Trial`} path={[...path, 'trialDays']} after={t`days`} />
      </div>
      <div className="flex flex-wrap gap-5">
        <PricesField label={t`Per month`} path={[...path, 'monthly']} />
        {yearly && <PricesField label={t`Per year`} path={[...path, 'yearly']} />}
      </div>
      <SwitchLine
        label={t`Yearly billing`}
        checked={yearly !== null}
        onChange={(value) => change([...path, 'yearly'], value ? tenMonths : null)}
      />
      <SwitchLine
        label={t`Unlimited, within fair use`}
        checked={unlimited}
        onChange={(value) => change([...path, 'unlimited'], value)}
      />
      <PlanPerks name={name} plan={plan} />
    </li>
  );
}
