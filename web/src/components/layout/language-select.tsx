import { t } from '@lingui/core/macro';
import { Languages } from 'lucide-react';
import { isPseudo, languages } from '../../lib/language/languages.ts';
import { locale, readLanguage, writeLanguage } from '../../lib/language/locale.ts';
import { useServices } from '../../lib/service/services.ts';
import { Select } from '../controls/select.tsx';

const BROWSER = 'browser';

/** Chooses the language of the app in this browser. Texts are loaded with the page, so the page is loaded again. */
export function LanguageSelect({ className }: { className?: string }) {
  const { emulators } = useServices();
  const chosen = readLanguage();
  const options = [
    { value: BROWSER, label: t`Automatic` },
    ...Object.entries(languages).map(([value, label]) => ({ value, label })),
  ];
  // For whoever tests a language that has no translation yet, and for whoever has one of these already.
  if (emulators || import.meta.env.DEV || isPseudo(locale)) {
    options.push(
      { value: 'en-XA', label: t`Test: longer` },
      { value: 'en-XB', label: t`Test: right to left` },
    );
  }
  const choose = (value: string) => {
    writeLanguage(value === BROWSER ? null : value);
    // `?language=…` would choose again.
    const address = new URL(location.href);
    address.searchParams.delete('language');
    history.replaceState(history.state, '', address);
    location.reload();
  };
  return (
    <Select
      label={t`Language`}
      value={chosen ?? BROWSER}
      options={options}
      onChange={choose}
      icon={<Languages aria-hidden="true" className="size-4 text-ink-3" />}
      {...(className && { className })}
    />
  );
}
