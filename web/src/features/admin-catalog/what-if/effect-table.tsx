import { TARGET_MARGIN, type WhatIfSide } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { classNames } from '../../../components/ui/class-names.ts';
import { formatCredits, percentText } from '../../../lib/texts/format.ts';
import { moneyText } from '../../../lib/texts/money-text.ts';

interface EffectTableProps {
  current: WhatIfSide;
  draft: WhatIfSide;
}

/** Compares what the days came to at the prices in force and at the draft's. */
export function EffectTable({ current, draft }: EffectTableProps) {
  const rows = [
    { label: t`Revenue`, text: revenueText, change: ratio(current.revenueCents, draft.revenueCents) },
    { label: t`Margin`, text: marginText, isRed: isRed(draft.margin) },
    {
      label: t`Credits used`,
      text: ({ capturedMicros }: WhatIfSide) => formatCredits(capturedMicros),
      change: ratio(current.capturedMicros, draft.capturedMicros),
    },
    {
      label: t`Credits per person`,
      text: (side: WhatIfSide) => formatCredits(perPerson(side.capturedMicros, side)),
      change: ratio(perPerson(current.capturedMicros, current), perPerson(draft.capturedMicros, draft)),
    },
    {
      label: t`Provider cost per person`,
      text: (side: WhatIfSide) => moneyText(perPerson(Math.round(side.providerCents), side), 'usd'),
      change: ratio(perPerson(current.providerCents, current), perPerson(draft.providerCents, draft)),
    },
  ];
  const left = [...new Set([...current.left, ...draft.left])];
  return (
    <>
      <table className="nums w-full text-[0.8125rem]">
        <thead className="text-ink-3 text-xs">
          <tr className="border-line border-b">
            <th scope="col" className="py-1.5 text-start font-normal">
              <span className="sr-only">{t`Figure`}</span>
            </th>
            {[t`Now`, t`Draft`, t`Change`].map((label) => (
              <th key={label} scope="col" className="ps-3 text-end font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ label, text, change, isRed: red }) => (
            <tr key={label}>
              <th scope="row" className="py-1.5 text-start font-normal text-ink-2">
                {label}
              </th>
              <td className="ps-3 text-end text-ink-2">{text(current)}</td>
              <td className={classNames('ps-3 text-end font-medium', red ? 'text-bad' : 'text-ink')}>
                {text(draft)}
              </td>
              <td className="ps-3 text-end text-ink-2">{changeText(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left.length > 0 && (
        <p className="text-ink-3 text-xs">
          <Trans>Without revenue in {left.join(', ').toUpperCase()}: no payment gives a rate.</Trans>
        </p>
      )}
    </>
  );
}

/** Returns whether a margin is below the target line. */
export function isRed(margin: number | null): boolean {
  return margin !== null && margin < TARGET_MARGIN;
}

function revenueText({ revenueCents }: WhatIfSide): string {
  return moneyText(Math.round(revenueCents), 'usd');
}

function marginText({ margin }: WhatIfSide): string {
  return margin === null ? '–' : percentText(margin);
}

function perPerson(amount: number, { payers }: WhatIfSide): number {
  return payers === 0 ? 0 : Math.round(amount / payers);
}

function ratio(before: number, after: number): number | null {
  return before === 0 ? null : after / before - 1;
}

function changeText(change: number | null | undefined): string {
  if (change === null || change === undefined) return '–';
  const rounded = Math.round(change * 100) / 100;
  return rounded > 0 ? `+${percentText(rounded)}` : percentText(rounded);
}
