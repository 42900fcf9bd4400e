import { t } from '@lingui/core/macro';
import { ChevronDown, Languages } from 'lucide-react';
import { isPseudo, languages } from '../../lib/language/languages.ts';
import { locale, readLanguage, writeLanguage } from '../../lib/language/locale.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { classNames } from '../ui/class-names.ts';

const BROWSER = 'browser';

/** Chooses the language of the app in this browser. Texts are loaded with the page, so the page is loaded again. */
export function LanguageSelect({ className }: { className?: string }) {
  const { emulators } = useFirebase();
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
  // The browser's own list: the sign-in page needs no other, and what draws those is large.
  return (
    <span className={classNames('relative inline-flex min-w-0 items-center text-[0.8125rem]', className)}>
      <Languages aria-hidden="true" className="pointer-events-none absolute start-3 size-4 text-ink-3" />
      <select
        aria-label={t`Language`}
        value={chosen ?? BROWSER}
        onChange={(event) => choose(event.target.value)}
        // A choice reloads the page, so arrow keys open the list instead of choosing the next language.
        onKeyDown={(event) => {
          if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
          event.preventDefault();
          event.currentTarget.showPicker();
        }}
        className="h-9 w-full min-w-0 cursor-pointer appearance-none truncate rounded-lg border border-line-strong bg-surface ps-9 pe-8 font-medium transition-colors hover:bg-raised"
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute end-3 size-3.5 text-ink-3" />
    </span>
  );
}
