import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { Toaster, toast } from 'sonner';
import { directionOf } from '../lib/language/languages.ts';
import { locale } from '../lib/language/locale.ts';
import { useTheme } from '../lib/page/theme.ts';
import { startToasts } from '../lib/page/toast.ts';

/** The place where messages are shown. */
export function AppToaster() {
  const { shown } = useTheme();
  // After the effects of what is in it: from then on it shows what comes.
  useEffect(() => startToasts(toast), []);
  return (
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
  );
}
