import { smallestUnits } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { Select } from '../../../../components/controls/select.tsx';
import { IconButton } from '../../../../components/ui/icon-button.tsx';
import type { Path } from '../../../../lib/page/at-path.ts';
import { useEditedField } from '../../draft/editing.tsx';
import { NumberField } from '../number-field.tsx';

interface PricesFieldProps {
  /** "Price", "A year": read with the currency. */
  label: string;
  path: Path;
}

const offered = ['usd', 'eur', 'gbp', 'chf', 'sek', 'pln', 'cad', 'aud', 'jpy', 'krw', 'inr', 'brl', 'mxn'];
const none = 'none';

/** A price in each currency that it is sold in. */
export function PricesField({ label, path }: PricesFieldProps) {
  const { value, set } = useEditedField(path);
  const prices = value as Record<string, number | null>;
  const currencies = Object.keys(prices);
  const missing = offered.filter((currency) => !currencies.includes(currency));
  const without = (currency: string) =>
    Object.fromEntries(Object.entries(prices).filter(([other]) => other !== currency));
  return (
    <fieldset className="min-w-0 space-y-1.5">
      <legend className="font-medium text-[0.8125rem]">{label}</legend>
      {currencies.map((currency) => (
        <div key={currency} className="flex items-start">
          <NumberField
            label={t`${label} in ${currency.toUpperCase()}`}
            path={[...path, currency]}
            scale={smallestUnits(currency)}
            before={currency.toUpperCase()}
          />
          <IconButton
            icon={X}
            label={t`${label}: not in ${currency.toUpperCase()}`}
            onClick={() => set(without(currency))}
          />
        </div>
      ))}
      <Select
        label={t`${label}: add a currency`}
        value={none}
        options={[
          { value: none, label: t`Add a currency` },
          ...missing.map((currency) => ({ value: currency, label: currency.toUpperCase() })),
        ]}
        onChange={(currency) => currency !== none && set({ ...prices, [currency]: null })}
      />
    </fieldset>
  );
}
