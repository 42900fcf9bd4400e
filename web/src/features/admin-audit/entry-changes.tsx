import type { AuditEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { creditsText, dateTimeText, numberText } from '../../lib/format.ts';

type State = NonNullable<AuditEntry['before']>;

/** Shows an entry's values before and after, field by field. */
export function EntryChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
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
  windowMs: t`Window (ms)`,
  isEnabled: t`On`,
  accountId: t`Account`,
  subject: t`Seen in`,
  changes: t`Changes`,
};

function valueText(name: string, state: State | null): string {
  const value = state?.[name];
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return value ? t`Yes` : t`No`;
  if (typeof value === 'number') {
    if (name.endsWith('Micros')) return creditsText(value);
    return name.endsWith('AtMs') ? dateTimeText(value) : numberText(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
