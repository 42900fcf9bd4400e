import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Direction } from 'radix-ui';
import { type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { ConnectionProvider } from '#kit/hooks/connection.ts';
import { TextsProvider } from '#kit/texts/texts-context.ts';
import { Tips } from '../components/controls/tips.tsx';
import { studioKinds } from '../features/studio/kinds/index.ts';
import { AnnouncerProvider } from '../lib/language/announcer.tsx';
import { directionOf } from '../lib/language/languages.ts';
import { locale } from '../lib/language/locale.ts';
import { lazyPart } from '../lib/page/lazy-part.ts';
import { hasToast, toast, watchToasts } from '../lib/page/toast.ts';
import { startServices } from '../lib/service/firebase/start-services.ts';
import { useFirebase } from '../lib/service/firebase/use-firebase.ts';
import { ServicesProvider } from '../lib/service/services.ts';
import { onLeave } from '../lib/service/session/on-leave.ts';
import { kitTexts } from '../lib/texts/kit-texts.ts';
import { KindsProvider } from '../lib/work/kinds.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } });
onLeave(() => {
  queries.clear();
  toast.dismiss();
});

const Toaster = lazyPart(() => import('./toaster.tsx').then((module) => module.AppToaster));

/** Frames the pages behind the sign-in page, with what only they need. */
export function Workspace({ children }: { children: ReactNode }) {
  const services = startServices(useFirebase());
  return (
    <ServicesProvider value={services}>
      <ConnectionProvider value={services}>
        <TextsProvider value={kitTexts}>
          <KindsProvider value={studioKinds}>
            <QueryClientProvider client={queries}>
              <AnnouncerProvider>
                <Direction.Provider dir={directionOf(locale)}>
                  {children}
                  <Tips />
                  <Toasts />
                </Direction.Provider>
              </AnnouncerProvider>
            </QueryClientProvider>
          </KindsProvider>
        </TextsProvider>
      </ConnectionProvider>
    </ServicesProvider>
  );
}

function Toasts() {
  const isWanted = useSyncExternalStore(watchToasts, hasToast);
  return <Suspense>{isWanted && <Toaster />}</Suspense>;
}
