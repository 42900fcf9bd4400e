import { t } from '@lingui/core/macro';
import { useEffect } from 'react';

/** Names the window after the page that is open: "History · Firemeter". */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = t`${title} · Firemeter`;
  }, [title]);
}
