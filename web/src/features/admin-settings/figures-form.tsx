import {
  type Infrastructure,
  type InsightSettings,
  isTimeZone,
  monthOf,
  smallestUnits,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Field, inputClass } from '../../components/ui/field.tsx';
import { IconButton } from '../../components/ui/icon-button.tsx';
import { useServices } from '../../lib/service/services.ts';
import { SettingsCard } from './settings-card.tsx';

/** A monthly cost as it is typed. */
interface Row {
  id: number;
  fromMonth: string;
  currency: string;
  amount: string;
}

const thisMonth = () => monthOf(new Date().toISOString());

/** Sets the time zone of figures, and what the infrastructure costs. */
export function FiguresForm({ settings }: { settings: InsightSettings }) {
  const { client } = useServices();
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    settings.infrastructure.map(({ fromMonth, currency, amountCents }, id) => ({
      ...{ id, fromMonth, currency: currency.toUpperCase() },
      amount: String(amountCents / smallestUnits(currency)),
    })),
  );
  const costs = rows.map(parseRow);
  const isZone = isTimeZone(timeZone);
  const fault = !isZone
    ? t`There is no such time zone. Write it as in Europe/Berlin.`
    : costs.includes(null)
      ? t`Each cost needs a month, a currency of three letters and an amount.`
      : null;
  const hasNewCosts = JSON.stringify(costs) !== JSON.stringify(settings.infrastructure);
  const effects = [
    ...(timeZone !== settings.timeZone
      ? [
          t`Days begin in ${timeZone} instead of ${settings.timeZone}. All figures are computed anew, which takes a few minutes.`,
        ]
      : []),
    ...(hasNewCosts ? [t`Margins are shown with these costs, also of past months.`] : []),
  ];
  const patch = (id: number, change: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const add = () => {
    const last = rows.at(-1);
    const row = { fromMonth: thisMonth(), currency: last?.currency ?? 'USD', amount: '' };
    setRows([...rows, { id: (last?.id ?? -1) + 1, ...row }]);
  };
  return (
    <SettingsCard
      title={t`Figures`}
      about={<Trans>Days of Overview, Analytics and exports begin in this time zone.</Trans>}
      effects={effects}
      fault={fault}
      reserved={null}
      intent={JSON.stringify([timeZone, rows])}
      save={({ requestId, reason }) =>
        client.call('updateInsightSettings', {
          ...{ requestId, timeZone, reason },
          infrastructure: costs.flatMap((cost) => cost ?? []),
        })
      }
    >
      <Field
        label={t`Time zone`}
        list="time-zones"
        autoComplete="off"
        spellCheck={false}
        value={timeZone}
        error={isZone ? undefined : t`There is no such time zone. Write it as in Europe/Berlin.`}
        onChange={({ target }) => setTimeZone(target.value.trim())}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} translate="no" />
        ))}
      </datalist>
      <fieldset className="space-y-2">
        <legend className="font-medium text-[0.8125rem]">
          <Trans>Cost of infrastructure by month</Trans>
        </legend>
        <p className="text-ink-3 text-xs">
          <Trans>
            An amount holds from its month until another one. Without any, margins leave infrastructure out.
          </Trans>
        </p>
        {rows.map((row, index) => (
          <div key={row.id} className="flex items-center gap-2">
            <input
              type="month"
              aria-label={t`From month, cost ${index + 1}`}
              value={row.fromMonth}
              onChange={({ target }) => patch(row.id, { fromMonth: target.value })}
              className={`${inputClass} h-9 min-w-0 flex-1`}
            />
            <input
              aria-label={t`Currency, cost ${index + 1}`}
              value={row.currency}
              maxLength={3}
              onChange={({ target }) => patch(row.id, { currency: target.value.toUpperCase() })}
              className={`${inputClass} h-9 w-16 shrink-0`}
            />
            <input
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              aria-label={t`Amount, cost ${index + 1}`}
              value={row.amount}
              onChange={({ target }) => patch(row.id, { amount: target.value })}
              className={`${inputClass} nums h-9 w-24 shrink-0 text-end sm:w-32`}
            />
            <IconButton
              icon={Trash2}
              label={t`Remove cost ${index + 1}`}
              onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
            />
          </div>
        ))}
        <Button size="small" onClick={add}>
          <Plus aria-hidden="true" className="size-4" />
          <Trans>Add a cost</Trans>
        </Button>
      </fieldset>
    </SettingsCard>
  );
}

/** Returns a cost as it is stored; null: something is missing. */
function parseRow({ fromMonth, currency, amount }: Row): Infrastructure | null {
  const code = currency.toLowerCase();
  const units = Number(amount);
  const isComplete = /^\d{4}-\d{2}$/.test(fromMonth) && /^[a-z]{3}$/.test(code) && amount.trim() !== '';
  if (!isComplete || !(units >= 0)) return null;
  return { fromMonth, currency: code, amountCents: Math.round(units * smallestUnits(code)) };
}
