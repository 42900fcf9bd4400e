import { Trans } from '@lingui/react/macro';
import { signInWithEmailAndPassword } from 'firebase/auth';
import { ChevronRight, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '../../components/ui/avatar.tsx';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { bringingGuest } from './bringing-guest.ts';
import { type DemoPerson, demoPassword, demoPeople } from './demo-people.ts';
import { describeAuthError } from './describe-auth-error.ts';
import { FormError } from './form-error.tsx';

/** On the emulators: in with one press, as whom you like. */
export function DemoDoor() {
  const firebase = useFirebase();
  const [entering, setEntering] = useState<string>();
  const [error, setError] = useState('');

  const enter = async ({ email }: DemoPerson) => {
    setEntering(email);
    setError('');
    try {
      await bringingGuest(firebase, () => signInWithEmailAndPassword(firebase.auth, email, demoPassword));
    } catch (cause) {
      setError(describeAuthError(cause));
      setEntering(undefined);
    }
  };

  return (
    <section aria-labelledby="demo-people" className="mt-9">
      <h2 id="demo-people" className="font-medium text-ink-2 text-xs">
        <Trans>Demo accounts</Trans>
      </h2>
      <ul className="mt-2.5 divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        {demoPeople.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              disabled={entering !== undefined}
              onClick={() => enter(person)}
              className="group flex w-full items-center gap-3 px-3 py-2.5 text-start transition-colors hover:bg-raised focus-visible:-outline-offset-2"
            >
              <Avatar uid={person.uid} name={person.name} />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  <span className="sr-only">
                    <Trans>Sign in as</Trans>{' '}
                  </span>
                  {person.name}
                </span>
                <span className="block truncate text-ink-3 text-xs">{person.can}</span>
              </span>
              {entering === person.email ? (
                <LoaderCircle aria-hidden="true" className="size-4 animate-spin text-ember-text" />
              ) : (
                <ChevronRight
                  aria-hidden="true"
                  className="size-4 text-ink-3 transition-transform group-hover:translate-x-0.5 rtl:group-hover:-translate-x-0.5"
                />
              )}
            </button>
          </li>
        ))}
      </ul>
      <FormError text={error} />
    </section>
  );
}
