import {
  type AuditEntry,
  CatalogChange,
  InsightSettings,
  safeDecodeStored,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { ChangesList } from '../../components/work/changes-list.tsx';
import { countdownText, creditsText, dateTimeText, numberText } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';

type State = NonNullable<AuditEntry['before']>;

/** Shows an entry's values before and after, field by field. */
export function EntryChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const all = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const prices = safeDecodeStored(z.array(CatalogChange), after?.changes).data;
  const names = all.filter((name) => !(name === 'changes' && prices) && !TECHNICAL.has(name));
  return (
    <>
      {names.length > 0 && <Fields names={names} before={before} after={after} />}
      {prices && prices.length > 0 && (
        <section
          aria-label={t`Changes of prices`}
          className="rounded-xl border border-line bg-sunken px-3 py-1"
        >
          <ChangesList changes={prices} label={t`Changes of prices`} />
        </section>
      )}
    </>
  );
}

/** Says nothing to a reader. */
const TECHNICAL: ReadonlySet<string> = new Set(['intentDigest']);

interface FieldsProps extends Pick<AuditEntry, 'before' | 'after'> {
  names: readonly string[];
}

function Fields({ names, before, after }: FieldsProps) {
  return (
    <section aria-label={t`Changes`} className="overflow-x-auto rounded-xl border border-line bg-sunken">
      <table className="w-full text-[0.8125rem]">
        <thead className="text-ink-3 text-xs">
          <tr>
            {[t`Field`, t`Before`, t`After`].map((label) => (
              <th key={label} scope="col" className="px-3 py-2 text-start font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t">
          {names.map((name) => (
            <tr key={name} className="align-top">
              <th scope="row" className="px-3 py-1.5 text-start font-normal text-ink-3">
                {fieldNames[name] ?? name}
              </th>
              <td className="nums break-words px-3 py-1.5">{valueText(name, before)}</td>
              <td className="nums break-words px-3 py-1.5">{valueText(name, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const fieldNames: Readonly<Record<string, string>> = {
  amountMicros: t`Amount`,
  balanceMicros: t`Balance`,
  remainingMicros: t`Balance`,
  debtMicros: t`Debt`,
  status: t`Status`,
  unlimited: t`Unlimited`,
  role: t`Role`,
  state: t`State`,
  severity: t`Severity`,
  kind: t`Kind`,
  source: t`Source`,
  expiresAtMs: t`Expires`,
  resolvedAtMs: t`Resolved`,
  version: t`Version`,
  threshold: t`Threshold`,
  windowMs: t`Window`,
  isEnabled: t`On`,
  accountId: t`Account`,
  subject: t`Seen in`,
  changes: t`Changes`,
  dailyReturnMicros: t`Most credits that support returns in a day`,
  approvalMicros: t`Grants that need a second admin: above`,
  approvalCents: t`Refunds that need a second admin: above`,
  approvalPricePercent: t`Changes of prices that need a second admin: above`,
  timeZone: t`Time zone`,
  infrastructure: t`Cost of infrastructure`,
  closeAfterDays: t`Days until a month is closed`,
  action: t`Action`,
  target: t`Target`,
  amountCents: t`Amount of money`,
};

function valueText(name: string, state: State | null): string {
  const value = state?.[name];
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return value ? t`Yes` : t`No`;
  if (typeof value === 'number') {
    if (name.endsWith('Micros')) return creditsText(value);
    if (name.endsWith('Percent')) return `${numberText(value)}%`;
    if (name.endsWith('Cents')) return numberText(value / 100);
    if (name.endsWith('windowMs')) return countdownText(value);
    return name.endsWith('AtMs') ? dateTimeText(value) : numberText(value);
  }
  if (name === 'infrastructure') return infrastructureText(value);
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}

/** "2026-01: $50.00", one a month from which another amount holds. */
function infrastructureText(value: unknown): string {
  const { data } = InsightSettings.shape.infrastructure.safeParse(value);
  if (!data) return JSON.stringify(value, null, 1);
  if (data.length === 0) return '–';
  return data
    .map(({ fromMonth, currency, amountCents }) => `${fromMonth}: ${moneyText(amountCents, currency)}`)
    .join(', ');
}
