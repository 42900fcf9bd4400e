import { t } from '@lingui/core/macro';
import { ConnectionProvider } from '#kit/hooks/connection.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { signUpPromise } from '../../lib/money/welcome-promise.ts';
import { startServices } from '../../lib/service/firebase/start-services.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';

/** Says what signing up brings, as the catalog says now. */
export function SignUpPromise({ otherwise }: { otherwise: string }) {
  return (
    <ConnectionProvider value={startServices(useFirebase())}>
      <PromiseText otherwise={otherwise} />
    </ConnectionProvider>
  );
}

function PromiseText({ otherwise }: { otherwise: string }) {
  const { published } = useCatalog();
  const promise = published && signUpPromise(published.catalog.grants);
  return promise ? t`${promise}, once per person.` : otherwise;
}
