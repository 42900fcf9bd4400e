import type { Pack } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Select } from '../../../components/controls/select.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { exactAmount } from '../../../lib/texts/describe-rate.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useEditedField } from '../draft/editing.tsx';
import { NumberField } from './number-field.tsx';
import { OfferHead } from './offer-head.tsx';
import { PricesField } from './rates/prices-field.tsx';

const tags = [
  { value: 'none', label: t`No label` },
  { value: 'best-value', label: t`Best value (shown where it is)` },
  { value: 'most-popular', label: t`Most popular` },
] as const;

const CREDIT = 1_000_000;

export function PackCard({ name, pack }: { name: string; pack: Pack }) {
  const path: Path = ['packs', name];
  const tag = useEditedField([...path, 'tag']);
  const { label, micros, prices } = pack;
  const perCredit = prices.usd && micros ? (prices.usd * 10_000 * CREDIT) / micros : null;
  return (
    <li className="space-y-3 rounded-xl border border-line bg-surface p-4">
      <OfferHead name={label} label={t`Name of pack ${isolated(label)}`} path={path} />
      <div className="flex flex-wrap gap-3">
        <NumberField labelled label={t`Credits`} path={[...path, 'micros']} scale={CREDIT} />
        <NumberField labelled label={t`Bonus included`} path={[...path, 'bonusMicros']} scale={CREDIT} />
        <PricesField label={t`Price`} path={[...path, 'prices']} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Select
          label={t`Label of ${label}`}
          value={(tag.value as Pack['tag']) ?? 'none'}
          options={tags}
          onChange={(value) => tag.set(value === 'none' ? null : value)}
        />
        {perCredit !== null && Number.isFinite(perCredit) && (
          <p className="nums text-ink-3 text-xs">
            <Trans>{exactAmount(Math.round(perCredit / 10) * 10, 'usd')} per credit</Trans>
          </p>
        )}
      </div>
    </li>
  );
}
