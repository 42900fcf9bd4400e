import {
  minimumAgeIn,
  NO_TERMS,
  type PublishedTerms,
  type TermsVersion,
  termsInForce,
} from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { ConnectionProvider } from '#kit/hooks/connection.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { AgeStatement, TermsLinks } from '../../components/people/terms-statement.tsx';
import { showAgreement } from '../../lib/kept/sign-up-agreement.ts';
import { startServices } from '../../lib/service/firebase/start-services.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { termsSource } from '../../lib/service/sources/live-sources.ts';

/** States the terms that users agree to by opening an account. */
export function SignUpTerms() {
  return (
    <ConnectionProvider value={startServices(useFirebase())}>
      <Statement />
    </ConnectionProvider>
  );
}

function Statement() {
  const published = useLive(termsSource).items?.[0]?.value ?? NO_TERMS;
  const inForce = termsInForce(published, useNow({ everyMs: 60_000 }));
  return inForce && <Agreement terms={inForce} minimumAge={published.minimumAge} />;
}

function Agreement({ terms, minimumAge }: { terms: TermsVersion } & Pick<PublishedTerms, 'minimumAge'>) {
  const [country, setCountry] = useState(() => regionOfBrowser(minimumAge.byCountry));
  const { version } = terms;
  const age = minimumAgeIn(minimumAge, country);
  useEffect(() => {
    showAgreement({ version, age, country });
    return () => showAgreement(null);
  }, [version, age, country]);
  return (
    <div className="space-y-2 text-ink-3 text-xs">
      <p>
        <Trans>
          By creating an account, you agree to the <TermsLinks terms={terms} />.
        </Trans>
      </p>
      <AgeStatement minimumAge={minimumAge} country={country} onCountry={setCountry} />
    </div>
  );
}

/** Returns the country of the browser's language, if another age holds there. */
function regionOfBrowser(byCountry: Readonly<Record<string, number>>): string | null {
  const { region } = new Intl.Locale(navigator.language);
  return region !== undefined && Object.hasOwn(byCountry, region) ? region : null;
}
