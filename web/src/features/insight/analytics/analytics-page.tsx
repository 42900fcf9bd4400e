import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ComponentType } from 'react';
import { z } from 'zod';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { urlText } from '../../../lib/page/url-state.ts';
import { useUrlState } from '../../../lib/page/use-url-state.ts';
import { InsightPage, type InsightView } from '../insight-page.tsx';
import { rangeSearch } from '../insight-range.ts';
import { AccountsTab } from './accounts-tab.tsx';
import { CreditsTab } from './credits-tab.tsx';
import { MarginTab } from './margin-tab.tsx';
import { MoneyTab } from './money-tab.tsx';
import { ReliabilityTab } from './reliability-tab.tsx';
import { ServerTab } from './server-tab.tsx';
import { TeamTab } from './team-tab.tsx';

const tabs = ['margin', 'reliability', 'server', 'credits', 'accounts', 'money', 'team'] as const;
type Tab = (typeof tabs)[number];

const analyticsSearch = z.object({
  ...rangeSearch.shape,
  tab: z.enum(tabs).catch('margin'),
  /** The dimension by which margins are split. */
  by: z.enum(['operation', 'model', 'provider']).catch('model'),
  /** Of amounts that are not added up with others; empty: the one with the most sales. */
  currency: urlText,
});
export type AnalyticsSearch = z.infer<typeof analyticsSearch>;

export interface AnalyticsTabProps {
  view: InsightView;
  search: AnalyticsSearch;
  onSearch: (patch: Partial<AnalyticsSearch>) => void;
}

const tabOptions = [
  { value: 'margin', label: t`Margin` },
  { value: 'reliability', label: t`Reliability` },
  { value: 'server', label: t`Server` },
  { value: 'credits', label: t`Credits` },
  { value: 'accounts', label: t`Accounts` },
  { value: 'money', label: t`Money` },
  { value: 'team', label: t`Abuse and staff` },
] as const;

const pages: Record<Tab, ComponentType<AnalyticsTabProps>> = {
  margin: MarginTab,
  reliability: ReliabilityTab,
  server: ServerTab,
  credits: CreditsTab,
  accounts: AccountsTab,
  money: MoneyTab,
  team: TeamTab,
};

/** Shows the details behind the figures of the overview. */
export function AnalyticsPage() {
  const [search, setSearch] = useUrlState(analyticsSearch);
  const Page = pages[search.tab];
  return (
    <InsightPage
      title={t`Analytics`}
      about={<Trans>What stands behind the figures.</Trans>}
      search={search}
      onSearch={setSearch}
      compares={false}
    >
      {(view) => (
        <>
          <Segmented
            label={t`Topic`}
            value={search.tab}
            options={tabOptions}
            onChange={(tab) => setSearch({ tab })}
            className="mb-5 max-w-full overflow-x-auto"
          />
          <h2 className="sr-only">{tabOptions.find(({ value }) => value === search.tab)?.label}</h2>
          <Page view={view} search={search} onSearch={setSearch} />
        </>
      )}
    </InsightPage>
  );
}
