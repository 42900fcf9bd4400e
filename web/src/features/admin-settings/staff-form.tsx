import { creditsToMicros, MICROS_PER_CREDIT, type StaffSettings } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Field } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { AmountInput, isAmount } from './amount-input.tsx';
import { SettingsCard } from './settings-card.tsx';

const CENTS = 100;

interface StaffFormProps {
  settings: StaffSettings;
  mayChange: boolean;
}

/** Sets how far staff may go on their own. */
export function StaffForm({ settings, mayChange }: StaffFormProps) {
  const { client } = useServices();
  const [daily, setDaily] = useState(String(settings.dailyReturnMicros / MICROS_PER_CREDIT));
  const [credits, setCredits] = useState(String(settings.approvalMicros / MICROS_PER_CREDIT));
  const [money, setMoney] = useState(String(settings.approvalCents / CENTS));
  const [percent, setPercent] = useState(String(settings.approvalPricePercent ?? ''));
  const isPercent = percent.trim() === '' || (Number.isInteger(Number(percent)) && Number(percent) >= 0);
  const next = {
    dailyReturnMicros: creditsToMicros(Number(daily)),
    approvalMicros: creditsToMicros(Number(credits)),
    approvalCents: Math.round(Number(money) * CENTS),
    approvalPricePercent: percent.trim() === '' ? null : Number(percent),
  };
  const isValid = [daily, credits, money].every(isAmount) && isPercent;
  const effects = [
    ...(next.dailyReturnMicros !== settings.dailyReturnMicros
      ? [
          t`A member of support may return ${creditsText(next.dailyReturnMicros)} a day instead of ${creditsText(settings.dailyReturnMicros)}.`,
        ]
      : []),
    ...(next.approvalMicros !== settings.approvalMicros
      ? [
          t`Grants of more than ${creditsText(next.approvalMicros)} need a second admin; until now, of more than ${creditsText(settings.approvalMicros)}.`,
        ]
      : []),
    ...(next.approvalCents !== settings.approvalCents
      ? [
          t`Refunds of more than ${unitsText(next.approvalCents)} need a second admin; until now, of more than ${unitsText(settings.approvalCents)}.`,
        ]
      : []),
    ...(next.approvalPricePercent !== settings.approvalPricePercent
      ? [
          next.approvalPricePercent === null
            ? t`No change of prices needs a second admin.`
            : t`Prices that change by more than ${next.approvalPricePercent}% need a second admin.`,
        ]
      : []),
  ];
  const fields = [
    { label: t`Credits that support may return in a day`, value: daily, set: setDaily },
    { label: t`Credits from which a grant needs a second admin`, value: credits, set: setCredits },
    { label: t`Money from which a refund needs a second admin`, value: money, set: setMoney },
  ];
  return (
    <SettingsCard
      title={t`Staff`}
      about={<Trans>How far members of staff may go on their own. It holds from the next action on.</Trans>}
      effects={effects}
      fault={isValid ? null : t`Enter a number, 0 or more.`}
      reserved={mayChange ? null : t`Only an owner may change these.`}
      intent={JSON.stringify(next)}
      save={({ requestId, reason }) => client.call('setStaffSettings', { ...next, requestId, reason })}
    >
      {fields.map(({ label, value, set }) => (
        <AmountInput key={label} label={label} value={value} onChange={set} />
      ))}
      <Field
        label={t`Percent from which a change of prices needs a second admin`}
        type="number"
        inputMode="numeric"
        min={0}
        step={1}
        value={percent}
        placeholder={t`none does`}
        error={isPercent ? undefined : t`Enter a whole number, or nothing.`}
        onChange={({ target }) => setPercent(target.value)}
      />
      <p className="text-ink-3 text-xs">
        <Trans>The amount of money is in the currency of each payment, such as $500 or €500.</Trans>
      </p>
    </SettingsCard>
  );
}

const unitsText = (cents: number) => (cents / CENTS).toLocaleString();
