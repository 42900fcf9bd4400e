import { type MinimumAge, minimumAgeIn, type TermsVersion } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { formatLocale } from '../../lib/language/locale.ts';
import { inputClass } from '../ui/field.tsx';

const regions = new Intl.DisplayNames(formatLocale, { type: 'region' });

/** Links to the texts of a version. */
export function TermsLinks({ terms }: { terms: Pick<TermsVersion, 'termsUrl' | 'privacyUrl'> }) {
  const link = 'text-ember-text underline underline-offset-2';
  const termsLink = (
    <a href={terms.termsUrl ?? '/terms'} target="_blank" rel="noreferrer" className={link}>
      <Trans>terms</Trans>
    </a>
  );
  if (!terms.privacyUrl) return termsLink;
  const privacyLink = (
    <a href={terms.privacyUrl} target="_blank" rel="noreferrer" className={link}>
      <Trans>privacy notice</Trans>
    </a>
  );
  return (
    <Trans>
      {termsLink} and {privacyLink}
    </Trans>
  );
}

interface AgeStatementProps {
  minimumAge: MinimumAge;
  /** The user's country; null: unknown. */
  country: string | null;
  /** Called when the user chooses a country; absent: it is known. */
  onCountry?: ((country: string | null) => void) | undefined;
}

/** States the age that the user confirms. Lets them choose a country if some have other limits. */
export function AgeStatement({ minimumAge, country, onCountry }: AgeStatementProps) {
  const id = useId();
  const age = minimumAgeIn(minimumAge, country);
  const listed = Object.keys(minimumAge.byCountry).sort();
  return (
    <>
      <p>
        <Trans>You also confirm that you are at least {age} years old.</Trans>
      </p>
      {onCountry && listed.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <label htmlFor={id}>
            <Trans>Where you live</Trans>
          </label>
          <select
            id={id}
            value={country !== null && listed.includes(country) ? country : ''}
            onChange={({ target }) => onCountry(target.value === '' ? null : target.value)}
            className={`${inputClass} h-9 w-auto max-w-full`}
          >
            <option value="">{t`Another country`}</option>
            {listed.map((code) => (
              <option key={code} value={code}>
                {regions.of(code) ?? code}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}
