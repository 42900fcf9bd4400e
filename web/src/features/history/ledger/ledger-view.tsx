import type { LedgerEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, FileText, SearchX, ShieldCheck } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Select } from '../../../components/controls/select.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LiveMark } from '../../../components/layout/live-mark.tsx';
import { SearchBox } from '../../../components/layout/search-box.tsx';
import { SearchEnd } from '../../../components/layout/search-end.tsx';
import { Button, buttonClass } from '../../../components/ui/button.tsx';
import { DayRange } from '../../../components/ui/day-range.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { ledgerList } from '../../../lib/ledger/ledger-query.ts';
import { movementLooks, movementTitle, signedCredits } from '../../../lib/ledger/movement-texts.ts';
import { movementTypeNames } from '../../../lib/ledger/movement-type.ts';
import { useFound } from '../../../lib/page/use-found.ts';
import { type HistoryViewProps, noHistoryFilter } from '../history-search.ts';
import { ExportButton } from './export-button.tsx';
import { hasNoGaps, ledgerFilter, mentions } from './ledger-filter.ts';
import { LedgerSummary } from './ledger-summary.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { MovementSheet } from './movement-sheet.tsx';
import { useLedgerSums } from './use-ledger-sums.ts';
import { useRunningBalance } from './use-running-balance.ts';

/** How the work of usage has ended. */
const endings = [
  { value: 'all', label: t`Any status` },
  { value: 'completed', label: t`Completed` },
  { value: 'failed', label: t`Failed` },
] as const;

/** Everything that moved the credits of an account, with the balance after each movement. */
export function LedgerView({ search, onChange }: HistoryViewProps) {
  const accountId = useAccountId();
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? {};
  const filter = ledgerFilter(search);
  const list = useList(ledgerList(accountId, filter));
  const text = search.text.trim().toLowerCase();
  const isSearch = text !== '';
  const matches = useCallback(
    (entry: LedgerEntry) => mentions(entry, { text, title: movementTitle(entry, operations) }),
    [text, operations],
  );
  const found = useFound(list, isSearch ? matches : null);
  const isWhole = hasNoGaps(filter);
  const balances = useRunningBalance(accountId, isWhole ? list.items : undefined);
  const sums = useLedgerSums(accountId, filter, list.items);
  const isFiltered = isSearch || Object.keys(filter).length > 0;
  const onOpen = useCallback((entry: string) => onChange({ entry }, { push: true }), [onChange]);
  const onClose = useCallback(() => onChange({ entry: '' }), [onChange]);
  const models = filter.operation ? (operations[filter.operation]?.models ?? {}) : {};
  const items = useMemo(() => found.items ?? [], [found.items]);

  return (
    <>
      <LedgerSummary />
      <search className="my-5 flex flex-wrap items-center gap-3">
        <SearchBox
          label={t`Search movements`}
          placeholder={t`Reason, model, id…`}
          value={search.text}
          onChange={(value) => onChange({ text: value })}
        />
        <Select
          label={t`Type`}
          value={filter.type ?? 'all'}
          options={[
            { value: 'all', label: t`All movements` },
            ...movementTypeNames.map((value) => ({ value, label: movementLooks[value].plural })),
          ]}
          onChange={(type) =>
            onChange(type === 'usage' ? { type } : { type, operation: 'all', model: 'all', ending: 'all' })
          }
        />
        <Select
          label={t`Kind of work`}
          value={filter.operation ?? 'all'}
          options={[
            { value: 'all', label: t`All kinds` },
            ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
          ]}
          onChange={(operation) =>
            onChange(
              operation === 'all'
                ? { operation, model: 'all' }
                : { type: 'usage', operation, model: 'all', ending: 'all' },
            )
          }
        />
        {filter.operation && (
          <Select
            label={t`Model`}
            value={filter.model ?? 'all'}
            options={[
              { value: 'all', label: t`All models` },
              ...Object.entries(models).map(([value, { label }]) => ({ value, label })),
            ]}
            onChange={(model) => onChange({ model })}
          />
        )}
        <Select
          label={t`Status`}
          value={filter.ending ?? 'all'}
          options={endings}
          onChange={(ending) =>
            onChange(
              ending === 'all' ? { ending } : { type: 'usage', operation: 'all', model: 'all', ending },
            )
          }
        />
        <DayRange fromDay={search.fromDay} untilDay={search.untilDay} onChange={onChange} />
      </search>
      {filter.ending && (
        <p className="mb-3 px-1 text-ink-3 text-xs">
          <Trans>Usage from before statuses were recorded is only among all movements.</Trans>
        </p>
      )}
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-1">
        <div className="flex items-center gap-3">
          <LiveMark status={list.status} />
          <p className="nums text-ink-2 text-xs" aria-live="polite">
            {sums && !isSearch && (
              <>
                <Plural value={sums.count} one="# movement" other="# movements" />
                {isFiltered && <> · {signedCredits(sums.balanceMicros)}</>}
              </>
            )}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ExportButton accountId={accountId} filter={filter} />
          <Link to="/history/statement" className={buttonClass({ size: 'small' })}>
            <FileText aria-hidden="true" className="size-3.5 text-ink-3" />
            <Trans>Statements</Trans>
          </Link>
          <Link to="/account/books" className={buttonClass({ size: 'small' })}>
            <ShieldCheck aria-hidden="true" className="size-3.5 text-ink-3" />
            <Trans>Verify</Trans>
          </Link>
        </div>
      </div>
      {!found.items ? (
        <Unread status={list.status}>
          <LedgerSkeleton />
        </Unread>
      ) : items.length > 0 ? (
        <LedgerTable
          rows={items}
          balances={isWhole && !isSearch ? balances : null}
          operations={operations}
          onOpen={onOpen}
          onEnd={isSearch ? undefined : list.older === 'idle' ? list.loadOlder : undefined}
        />
      ) : found.searching || (isSearch && list.hasOlder) ? null : isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={t`No matching movements`}
          action={
            <Button onClick={() => onChange(noHistoryFilter)}>
              <Trans>Clear filters</Trans>
            </Button>
          }
        >
          <Trans>None of your credit movements matches these filters.</Trans>
        </EmptyState>
      ) : (
        <EmptyState icon={ArrowLeftRight} title={t`No movements yet`}>
          <Trans>Credits you receive, buy and spend appear here, each with the balance after it.</Trans>
        </EmptyState>
      )}
      <SearchEnd list={list} found={found} isSearch={isSearch} />
      <MovementSheet
        accountId={accountId}
        item={list.items?.find(({ id }) => id === search.entry)}
        operations={operations}
        onClose={onClose}
      />
    </>
  );
}

function LedgerSkeleton() {
  return (
    <div role="status" aria-label={t`Loading your credit history`} className="space-y-2">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} className="h-14 rounded-xl" />
      ))}
    </div>
  );
}
