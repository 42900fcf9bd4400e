import {
  creditsToMicros,
  MICROS_PER_CREDIT,
  mayDo,
  type RefundPromise,
  SECOND_MS,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Switch } from '../../components/controls/switch.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { countdownText, creditsText } from '../../lib/texts/format.ts';
import { AmountInput, isAmount } from './amount-input.tsx';
import { SettingsCard } from './settings-card.tsx';

const [LEAST_SECONDS, MOST_SECONDS] = [10, 86_400];
const usual = { seconds: '300', goodwill: '1', account: '5', all: '1000' };

/** Sets how soon credits of failed work are promised to be back, and what follows otherwise. */
export function PromiseForm({ promise }: { promise: RefundPromise | null }) {
  const { client } = useServices();
  const { role } = usePerson();
  const [isPromised, setPromised] = useState(promise !== null);
  const [typed, setTyped] = useState(() => (promise ? toTyped(promise) : usual));
  const seconds = Number(typed.seconds);
  const isBound = Number.isInteger(seconds) && seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS;
  const amounts = [typed.goodwill, typed.account, typed.all];
  const next: RefundPromise | null = isPromised
    ? {
        boundMs: seconds * SECOND_MS,
        goodwillMicros: creditsToMicros(Number(typed.goodwill)),
        accountMonthlyMicros: creditsToMicros(Number(typed.account)),
        monthlyMicros: creditsToMicros(Number(typed.all)),
      }
    : null;
  const isValid = !isPromised || (isBound && amounts.every(isAmount));
  const isChanged = JSON.stringify(next) !== JSON.stringify(promise);
  const fields = [
    { name: 'goodwill', label: t`Goodwill credits for each late return` },
    { name: 'account', label: t`Maximum for one account per month (UTC)` },
    { name: 'all', label: t`Maximum for all accounts per month (UTC)` },
  ] as const;
  return (
    <SettingsCard
      title={t`Promise for failed work`}
      about={<Trans>How soon credits are back after a failure. Users read it on the page Credits.</Trans>}
      effects={isChanged && isValid ? [effectText(next)] : []}
      fault={isValid ? null : t`Enter whole seconds from 10 to 86,400, and credits of 0 or more.`}
      reserved={mayDo(role, 'set-policies') ? null : t`Only an owner may change these.`}
      intent={JSON.stringify(next)}
      save={({ requestId, reason }) => client.call('setPolicies', { requestId, refundPromise: next, reason })}
    >
      <div className="flex items-center justify-between gap-4">
        <span aria-hidden="true">
          <Trans>Promise a time</Trans>
        </span>
        <Switch label={t`Promise a time`} checked={isPromised} onChange={setPromised} />
      </div>
      {isPromised && (
        <>
          <Field
            label={t`Seconds from a failure until its credits are back`}
            type="number"
            inputMode="numeric"
            min={LEAST_SECONDS}
            max={MOST_SECONDS}
            step={1}
            value={typed.seconds}
            error={isBound ? undefined : t`Enter whole seconds from 10 to 86,400.`}
            onChange={({ target }) => setTyped({ ...typed, seconds: target.value })}
          />
          {fields.map(({ name, label }) => (
            <AmountInput
              key={name}
              label={label}
              value={typed[name]}
              onChange={(value) => setTyped({ ...typed, [name]: value })}
            />
          ))}
          <p className="text-ink-3 text-xs">
            <Trans>
              Goodwill credits follow automatically, once for each request, when a fault on your side took
              longer. A crashed worker is noticed after about four minutes.
            </Trans>
          </p>
        </>
      )}
    </SettingsCard>
  );
}

function toTyped({ boundMs, goodwillMicros, accountMonthlyMicros, monthlyMicros }: RefundPromise) {
  const credits = (micros: number) => String(micros / MICROS_PER_CREDIT);
  return {
    seconds: String(boundMs / SECOND_MS),
    goodwill: credits(goodwillMicros),
    account: credits(accountMonthlyMicros),
    all: credits(monthlyMicros),
  };
}

function effectText(next: RefundPromise | null): string {
  if (!next) return t`Nothing is promised any more.`;
  const within = countdownText(next.boundMs);
  return next.goodwillMicros === 0
    ? t`Credits are promised to be back within ${within}. Nothing follows when it takes longer.`
    : t`Credits are promised to be back within ${within}. When it takes longer, ${creditsText(next.goodwillMicros)} follow.`;
}
