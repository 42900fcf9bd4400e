import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { z } from 'zod';
import { urlText } from '../../../lib/page/url-state.ts';
import { useUrlState } from '../../../lib/page/use-url-state.ts';
import { InsightPage } from '../insight-page.tsx';
import { rangeSearch } from '../insight-range.ts';
import { ActivitySection } from './activity-section.tsx';
import { AlertStrip } from './alert-strip.tsx';
import { CreditsSection } from './credits-section.tsx';
import { MarginSection } from './margin-section.tsx';
import { MoneySection } from './money-section.tsx';
import { ProjectionSection } from './projection-section.tsx';
import { TopSection, topOrders } from './top-section.tsx';

const overviewSearch = z.object({
  ...rangeSearch.shape,
  /** Of the money section; empty: the one with the most sales. */
  currency: urlText,
  top: z.enum(topOrders).catch('revenue'),
});

/** Shows the state of the business, money first. */
export function OverviewPage() {
  const [search, setSearch] = useUrlState(overviewSearch);
  return (
    <InsightPage
      title={t`Overview`}
      about={<Trans>Sales, credits, margin and activity, live.</Trans>}
      search={search}
      onSearch={setSearch}
      compares
      notice={<AlertStrip />}
    >
      {(view) => (
        <div className="space-y-7">
          <ProjectionSection view={view} currency={search.currency} />
          <MoneySection
            view={view}
            currency={search.currency}
            onCurrency={(currency) => setSearch({ currency })}
          />
          <div className="grid grid-cols-1 gap-7 2xl:grid-cols-2">
            <CreditsSection view={view} />
            <MarginSection view={view} />
          </div>
          <div className="grid grid-cols-1 gap-7 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
            <ActivitySection view={view} />
            <TopSection view={view} order={search.top} onOrder={(top) => setSearch({ top })} />
          </div>
        </div>
      )}
    </InsightPage>
  );
}
