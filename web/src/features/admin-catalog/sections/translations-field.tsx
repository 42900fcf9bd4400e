import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { classNames } from '../../../components/ui/class-names.ts';
import { inputClass } from '../../../components/ui/field.tsx';
import { languages } from '../../../lib/language/languages.ts';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditedField } from '../draft/editing.tsx';

interface TranslationsFieldProps {
  /** What it is that has names: "Image", "Starter". */
  about: string;
  path: Path;
  maxLength?: number;
}

/** Edits the names of something in the other languages, folded away until it is needed. */
export function TranslationsField({ about, path, maxLength = 80 }: TranslationsFieldProps) {
  const { value, set } = useEditedField(path);
  const all = (value ?? {}) as Readonly<Record<string, string>>;
  const others = Object.entries(languages).filter(([language]) => language !== 'en');
  const change = (language: string, text: string) => {
    const { [language]: _, ...rest } = all;
    const next = text === '' ? rest : { ...rest, [language]: text };
    set(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <details className="text-xs">
      <summary className="cursor-pointer py-1 text-ink-3 hover:text-ink-2">
        <Trans>In other languages</Trans>
      </summary>
      <ul className="mt-2 flex flex-wrap gap-2">
        {others.map(([language, name]) => (
          <li key={language} className="flex min-w-0 flex-1 basis-40 items-center gap-2">
            <span translate="no" className="w-8 shrink-0 font-mono text-ink-3 uppercase">
              {language}
            </span>
            <input
              aria-label={t`${about} in ${name}`}
              lang={language}
              value={all[language] ?? ''}
              maxLength={maxLength}
              onChange={(event) => change(language, event.target.value)}
              className={classNames(inputClass, 'h-8 min-w-0')}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
