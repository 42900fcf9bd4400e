import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

const tabClass =
  'inline-flex h-8 items-center rounded-[9px] border border-transparent px-3 font-medium text-[0.8125rem] text-ink-2 transition-colors hover:text-ink aria-[current=page]:border-line aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-xs';

/** Links the two pages for buying: the offers, and the purchases with their payments. */
export function BuyingTabs() {
  return (
    <nav
      aria-label={t`Buying`}
      className="inline-flex max-w-full gap-0.5 overflow-x-auto rounded-xl border border-line bg-sunken p-[3px]"
    >
      <Link to="/credits" activeOptions={{ exact: true, includeSearch: false }} className={tabClass}>
        <Trans>Packs and plans</Trans>
      </Link>
      <Link to="/billing" activeOptions={{ exact: true, includeSearch: false }} className={tabClass}>
        <Trans>Payments and top-up</Trans>
      </Link>
    </nav>
  );
}
