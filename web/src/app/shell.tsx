import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ComponentProps, type ReactNode, Suspense, useMemo } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Logo, Wordmark } from '../components/layout/logo.tsx';
import { ServiceStatusMark } from '../components/layout/service-status.tsx';
import { Button } from '../components/ui/button.tsx';
import { ErrorNotice } from '../components/ui/error-notice.tsx';
import type { AgreementNotice as AgreementNoticePart } from '../features/account/agreement/agreement-notice.tsx';
import { Balance } from '../features/account/balance.tsx';
import { GuestBanner } from '../features/account/guest-banner.tsx';
import { useCapWarnings } from '../features/account/use-cap-warnings.ts';
import { useNewLotToast } from '../features/account/use-new-lot-toast.ts';
import { useOpenAccount } from '../features/account/use-open-account.ts';
import { useReportPlace } from '../features/account/use-report-place.ts';
import { NotificationBell } from '../features/notifications/notification-bell.tsx';
import { useCatalog } from '../lib/data/use-catalog.ts';
import { lazyPart } from '../lib/page/lazy-part.ts';
import { usePerson } from '../lib/service/session/person.tsx';
import { usePagePreload } from './frame/use-page-preload.ts';
import { navigationFor } from './navigation/navigation.ts';
import { BottomTabs, SideNavigation } from './navigation/navigation-links.tsx';
import { SkipLink } from './navigation/skip-link.tsx';
import { ThemeButton } from './navigation/theme-button.tsx';
import { UserMenu } from './navigation/user-menu.tsx';
import { Palette } from './palette/palette.tsx';
import { mayCall } from './roles.ts';

// Most people never see it.
const AgreementNotice = lazyPart<ComponentProps<typeof AgreementNoticePart>>(() =>
  import('../features/account/agreement/agreement-notice.tsx').then((module) => module.AgreementNotice),
);

const VerifyBanner = lazyPart(() =>
  import('../features/account/verify-banner.tsx').then((module) => module.VerifyBanner),
);

/** What surrounds every page: where to go, who you are, what you have. */
export function Shell({ children }: { children: ReactNode }) {
  const { role, isGuest, email, emailVerified } = usePerson();
  const { published } = useCatalog();
  const catalog = published?.catalog;
  const groups = useMemo(() => navigationFor(role, catalog), [role, catalog]);
  const { error, openAgain, opening, agreement, noteAgreed } = useOpenAccount();
  const { account } = useAccount();
  useNewLotToast();
  useCapWarnings();
  useReportPlace();
  usePagePreload(groups);
  return (
    <div className="glow-top flex min-h-dvh [--tabbar:calc(3.75rem+env(safe-area-inset-bottom))] lg:[--tabbar:0px]">
      <SkipLink />
      <aside className="sticky top-(--banner) hidden h-[calc(100dvh-var(--banner))] w-60 shrink-0 flex-col border-line border-e bg-sunken/60 px-3 py-4 lg:flex">
        <Link to="/" className="rounded-lg px-2 py-1" aria-label={t`Firemeter: go to studio`}>
          <Wordmark />
        </Link>
        <SideNavigation groups={groups} />
        <div className="mt-auto">
          <UserMenu wide />
        </div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-(--banner) z-30 flex h-14 shrink-0 items-center gap-2 border-line border-b bg-bg/80 px-4 backdrop-blur-xl sm:px-6">
          <Link to="/" className="rounded-lg lg:hidden" aria-label={t`Firemeter: go to studio`}>
            <span className="sm:hidden">
              <Logo />
            </span>
            <span className="hidden sm:block">
              <Wordmark />
            </span>
          </Link>
          <div className="ms-auto flex items-center gap-1.5 md:ms-0 md:flex-1">
            <Palette groups={groups} />
            {role && <ServiceStatusMark linked={mayCall(role, 'runJob')} />}
            <Balance />
            {!isGuest && <NotificationBell />}
            <ThemeButton />
            <span className="lg:hidden">
              <UserMenu />
            </span>
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col px-4 pt-6 pb-[calc(var(--tabbar)+0.5rem)] outline-none sm:px-6 lg:px-8 lg:pt-8"
        >
          {agreement && (
            <Suspense>
              <AgreementNotice request={agreement} onAgreed={noteAgreed} />
            </Suspense>
          )}
          {email && !emailVerified && (
            <Suspense>
              <VerifyBanner />
            </Suspense>
          )}
          <GuestBanner />
          {error && !account && (
            <div className="mb-6">
              <ErrorNotice
                error={error}
                action={
                  <Button size="small" busy={opening} onClick={() => void openAgain()}>
                    <Trans>Try again</Trans>
                  </Button>
                }
              />
            </div>
          )}
          {children}
        </main>
      </div>
      <BottomTabs groups={groups} />
    </div>
  );
}
