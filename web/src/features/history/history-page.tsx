import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeftRight, Images } from 'lucide-react';
import { Segmented } from '../../components/controls/segmented.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { historySearch, noHistoryFilter } from './history-search.ts';
import { LedgerView } from './ledger/ledger-view.tsx';
import { RequestsView } from './requests/requests-view.tsx';

const views = [
  { value: 'requests', label: t`Requests`, icon: Images },
  { value: 'credits', label: t`Credits`, icon: ArrowLeftRight },
] as const;

/** Shows requests and movements of credits: two views of one history. */
export function HistoryPage() {
  const [search, change] = useUrlState(historySearch);
  const { view, fromDay, untilDay } = search;
  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader
        title={t`History`}
        aside={
          <Segmented
            label={t`View`}
            value={view}
            options={views}
            onChange={(next) =>
              change(
                { ...noHistoryFilter, fromDay, untilDay, request: '', entry: '', view: next },
                { push: true },
              )
            }
          />
        }
      >
        {view === 'credits' ? (
          <Trans>Everything that ever moved your credits, to the last decimal.</Trans>
        ) : (
          <Trans>Your requests, what they made and what they cost.</Trans>
        )}
      </PageHeader>
      {view === 'credits' ? (
        <LedgerView search={search} onChange={change} />
      ) : (
        <RequestsView search={search} onChange={change} />
      )}
    </div>
  );
}
