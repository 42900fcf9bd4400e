import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '../../components/controls/segmented.tsx';
import { LanguageSelect } from '../../components/layout/language-select.tsx';
import { setTheme, useTheme } from '../../lib/page/theme.ts';

const options = [
  { value: 'dark', label: t`Dark`, icon: Moon },
  { value: 'light', label: t`Light`, icon: Sun },
  { value: 'system', label: t`System`, icon: Monitor },
] as const;

export function ThemeCard() {
  const { choice } = useTheme();
  return (
    <section aria-labelledby="appearance" className="rounded-2xl border border-line bg-surface p-5">
      <h2 id="appearance" className="mb-3 font-semibold">
        <Trans>Appearance</Trans>
      </h2>
      <Segmented label={t`Theme`} value={choice} options={options} onChange={setTheme} />
      <LanguageSelect className="mt-3" />
    </section>
  );
}
