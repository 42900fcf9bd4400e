import { t } from '@lingui/core/macro';
import { Segmented } from '../../../components/controls/segmented.tsx';

interface CurrencySwitchProps {
  currency: string;
  currencies: readonly string[];
  onCurrency: (currency: string) => void;
}

/** Switches the currency of a section. Shows nothing if there is only one. */
export function CurrencySwitch({ currency, currencies, onCurrency }: CurrencySwitchProps) {
  if (currencies.length < 2) return null;
  const options = currencies.map((value) => ({ value, label: value.toUpperCase() }));
  return <Segmented label={t`Currency`} value={currency} options={options} onChange={onCurrency} />;
}
