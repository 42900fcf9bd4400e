import {
  Country,
  MAX_MINIMUM_AGE,
  type MinimumAge,
  mayDo,
  minimumAgeIn,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Field } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { SettingsCard } from './settings-card.tsx';

/** Sets the age that people confirm when they agree to the terms. */
export function AgeForm({ minimumAge }: { minimumAge: MinimumAge }) {
  const { client } = useServices();
  const { role } = usePerson();
  const [years, setYears] = useState(String(minimumAge.years));
  const [countries, setCountries] = useState(() => toText(minimumAge.byCountry));
  const byCountry = readCountries(countries);
  const isAge = isYears(years);
  const next = isAge && byCountry ? { years: Number(years), byCountry } : null;
  const isChanged = JSON.stringify(next) !== JSON.stringify(minimumAge);
  return (
    <SettingsCard
      title={t`Minimum age`}
      about={
        <Trans>People confirm it when they agree to the terms. Their date of birth is never stored.</Trans>
      }
      effects={isChanged ? effectsOf(minimumAge, next) : []}
      fault={next ? null : t`Enter whole years from 0 to 21, and countries such as AT 14, KR 19.`}
      reserved={mayDo(role, 'publish-terms') ? null : t`Only an owner may change these.`}
      intent={`${years} ${countries}`}
      save={({ requestId, reason }) =>
        next
          ? client.call('updateTerms', { action: 'setMinimumAge', requestId, reason, minimumAge: next })
          : Promise.resolve()
      }
    >
      <Field
        label={t`Years`}
        type="number"
        inputMode="numeric"
        min={0}
        max={MAX_MINIMUM_AGE}
        step={1}
        value={years}
        error={isAge ? undefined : t`Enter whole years from 0 to 21.`}
        onChange={({ target }) => setYears(target.value)}
      />
      <Field
        label={t`Countries with another age`}
        hint={t`Two letters of ISO 3166 and an age each.`}
        error={byCountry ? undefined : t`Enter countries such as AT 14, KR 19.`}
        value={countries}
        onChange={({ target }) => setCountries(target.value)}
      />
    </SettingsCard>
  );
}

/** Says what follows from a change; raising an age somewhere asks those who have confirmed a lower one. */
function effectsOf(was: MinimumAge, next: MinimumAge | null): string[] {
  const countries = [null, ...Object.keys({ ...was.byCountry, ...next?.byCountry })];
  const isRaised = next && countries.some((one) => minimumAgeIn(next, one) > minimumAgeIn(was, one));
  const effects = [t`It holds for everybody who agrees from now on.`];
  return isRaised
    ? [...effects, t`Whoever has confirmed a lower age is asked again at their next use.`]
    : effects;
}

function isYears(text: string): boolean {
  return /^\d{1,2}$/.test(text.trim()) && Number(text) <= MAX_MINIMUM_AGE;
}

function toText(byCountry: MinimumAge['byCountry']): string {
  const parts = Object.entries(byCountry).map(([country, years]) => `${country} ${years}`);
  return parts.sort().join(', ');
}

/** Returns null for a text that can't be read. */
function readCountries(text: string): MinimumAge['byCountry'] | null {
  const byCountry: Record<string, number> = {};
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [country = '', years = '', ...rest] = part.split(/\s+/);
    const code = Country.safeParse(country.toUpperCase()).data;
    if (code === undefined || !isYears(years) || rest.length > 0) return null;
    byCountry[code] = Number(years);
  }
  return byCountry;
}
