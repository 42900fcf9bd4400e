import { t } from '@lingui/core/macro';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Direction, Tooltip } from 'radix-ui';
import { Toaster } from 'sonner';
import { ConnectionProvider } from '#kit/hooks/connection.ts';
import { TextsProvider } from '#kit/texts/texts-context.ts';
import { studioKinds } from '../features/studio/kinds/index.ts';
import { AnnouncerProvider } from '../lib/language/announcer.tsx';
import { directionOf } from '../lib/language/languages.ts';
import { locale } from '../lib/language/locale.ts';
import { useTheme } from '../lib/page/theme.ts';
import { type Services, ServicesProvider } from '../lib/service/services.ts';
import { SessionProvider } from '../lib/service/session.tsx';
import { kitTexts } from '../lib/texts/kit-texts.ts';
import { KindsProvider } from '../lib/work/kinds.ts';
import { OfflineBanner } from './navigation/offline-banner.tsx';
import { router } from './router.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } });

export function App({ services }: { services: Services }) {
  const { shown } = useTheme();
  return (
    <ServicesProvider value={services}>
      <ConnectionProvider value={services}>
        <TextsProvider value={kitTexts}>
          <KindsProvider value={studioKinds}>
            <QueryClientProvider client={queries}>
              <SessionProvider>
                <AnnouncerProvider>
                  <Direction.Provider dir={directionOf(locale)}>
                    <Tooltip.Provider delayDuration={350}>
                      <OfflineBanner />
                      <RouterProvider router={router} />
                      <Toaster
                        theme={shown}
                        containerAriaLabel={t`Notifications`}
                        dir={directionOf(locale)}
                        position="top-center"
                        offset={68}
                        toastOptions={{
                          style: {
                            background: 'var(--raised)',
                            border: '1px solid var(--line-strong)',
                            color: 'var(--ink)',
                            fontFamily: 'var(--font-sans)',
                          },
                          descriptionClassName: 'text-ink-2!',
                        }}
                      />
                    </Tooltip.Provider>
                  </Direction.Provider>
                </AnnouncerProvider>
              </SessionProvider>
            </QueryClientProvider>
          </KindsProvider>
        </TextsProvider>
      </ConnectionProvider>
    </ServicesProvider>
  );
}
