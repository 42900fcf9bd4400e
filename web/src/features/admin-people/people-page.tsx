import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { SearchX, Users } from 'lucide-react';
import { useDeferredValue, useEffect } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { SearchBox } from '../../components/layout/search-box.tsx';
import { Button } from '../../components/ui/button.tsx';
import { DayRange } from '../../components/ui/day-range.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { peopleSearch, type Trait, toRequest, traits, traitsOf } from './people-search.ts';
import { PeopleTable } from './people-table.tsx';
import { usePeopleList } from './use-people-list.ts';

const noFilter = { text: '', kind: 'all', are: '', fromDay: '', untilDay: '' } as const;

/** The number of rows up to which a short page is filled automatically. */
const FIRST_ROWS = 30;

/** Lists all users with an account, with search and filters. */
export function PeoplePage() {
  const [search, setSearch] = useUrlState(peopleSearch);
  const request = toRequest(useDeferredValue(search));
  const list = usePeopleList(request);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const people = list.data?.pages.flatMap((page) => page.people);
  const scanned = list.data?.pages.reduce((sum, page) => sum + page.scanned, 0) ?? 0;
  const isShort = people !== undefined && people.length < FIRST_ROWS;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching) void fetchNextPage();
  }, [isShort, hasNextPage, isFetching, fetchNextPage]);
  const chosen = traitsOf(search);
  const traitLabels: Record<Trait, string> = {
    suspended: t`Suspended`,
    unlimited: t`Unlimited`,
    staff: t`Staff`,
    plan: t`Has plan`,
    debt: t`In debt`,
    low: t`Low balance`,
  };
  const toggle = (trait: Trait) => {
    const next = chosen.includes(trait) ? chosen.filter((one) => one !== trait) : [...chosen, trait];
    setSearch({ are: next.join(',') });
  };
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader title={t`People`}>
        <Trans>Everyone with an account. Open a person to see and do everything about them.</Trans>
      </PageHeader>
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchBox
          label={t`Search people`}
          placeholder={t`Name, e-mail, account or payment id`}
          value={search.text}
          onChange={(text) => setSearch({ text })}
        />
        <Segmented
          label={t`Kind`}
          value={search.kind}
          options={[
            { value: 'all', label: t`All` },
            { value: 'person', label: t`Signed up` },
            { value: 'guest', label: t`Guests` },
          ]}
          onChange={(kind) => setSearch({ kind })}
        />
        <Select
          label={t`Sort by`}
          value={search.sort}
          options={[
            { value: 'newest', label: t`Newest` },
            { value: 'spent', label: t`Most spent` },
            { value: 'balance', label: t`Largest balance` },
            { value: 'seen', label: t`Last seen` },
          ]}
          onChange={(sort) => setSearch({ sort })}
        />
        <DayRange fromDay={search.fromDay} untilDay={search.untilDay} onChange={setSearch} />
        <div className="flex flex-wrap gap-1.5">
          {traits.map((trait) => (
            <button
              key={trait}
              type="button"
              aria-pressed={chosen.includes(trait)}
              onClick={() => toggle(trait)}
              className="h-8 rounded-full border border-line-strong px-3 font-medium text-[0.8125rem] text-ink-2 transition-colors hover:text-ink aria-pressed:border-ember-text/60 aria-pressed:bg-ember-soft aria-pressed:text-ember-text"
            >
              {traitLabels[trait]}
            </button>
          ))}
        </div>
      </search>
      {list.error && !people ? (
        <ErrorNotice error={toCallError(list.error)} />
      ) : !people ? (
        <div role="status" aria-label={t`Loading people`} className="space-y-2">
          <Skeleton className="h-14 rounded-xl" />
          <Skeleton className="h-14 rounded-xl" />
          <Skeleton className="h-14 rounded-xl" />
        </div>
      ) : people.length > 0 ? (
        <PeopleTable people={people} onEnd={() => hasNextPage && !isFetching && void fetchNextPage()} />
      ) : isFetching || hasNextPage ? null : search.text === '' &&
        search.kind === 'all' &&
        search.are === '' ? (
        <EmptyState icon={Users} title={t`Nobody yet`} />
      ) : (
        <EmptyState
          icon={SearchX}
          title={t`Nobody found`}
          action={
            <Button onClick={() => setSearch(noFilter)}>
              <Trans>Clear filters</Trans>
            </Button>
          }
        >
          <Trans>Nobody matches this search and these filters.</Trans>
        </EmptyState>
      )}
      <p role="status" className="nums mt-3 text-ink-3 text-xs">
        {isFetching ? t`Looking through accounts… ${scanned} so far` : null}
        {list.error && people ? toCallError(list.error).message : null}
      </p>
    </div>
  );
}
