import { t } from '@lingui/core/macro';
import { Select } from '../../components/controls/select.tsx';
import { formatLocale } from '../../lib/language/locale.ts';

interface CurrencyChoiceProps {
  currency: string;
  currencies: readonly string[];
  onCurrency: (currency: string) => void;
}

const names = new Intl.DisplayNames(formatLocale, { type: 'currency' });

/** Where there is only one there is nothing to choose. */
export function CurrencyChoice({ currency, currencies, onCurrency }: CurrencyChoiceProps) {
  if (currencies.length < 2) return null;
  const options = currencies.map((value) => ({
    value,
    label: names.of(value.toUpperCase()) ?? value,
    aside: value.toUpperCase(),
  }));
  return <Select label={t`Currency`} value={currency} options={options} onChange={onCurrency} />;
}
