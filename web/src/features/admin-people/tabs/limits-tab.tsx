import {
  type Account,
  currentPlan,
  GUEST_WINDOW,
  type Limit,
  limitOnPlan,
  planLimits,
  turnsInWindow,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gauge } from 'lucide-react';
import { useNow } from '#kit/hooks/use-now.ts';
import { Button } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { durationText } from '../../../lib/texts/format.ts';

interface LimitsTabProps {
  account: Account;
  /** Why a limit may not be reset; null: it may. */
  whyNotReset: string | null;
  onReset: (operation: string) => void;
}

interface LimitRow {
  operation: string;
  label: string;
  limit: Limit;
}

/** Shows an account's usage of each limit, and when the next request is free. */
export function LimitsTab({ account, whyNotReset, onReset }: LimitsTabProps) {
  const nowMs = useNow({ everyMs: 1_000 });
  const { published } = useCatalog();
  const plan = currentPlan(account, nowMs);
  const rows = Object.entries(published?.catalog.operations ?? {}).flatMap(
    ([operation, { label, limit: ofAll }]): LimitRow[] => {
      const limits = published ? planLimits(published.catalog, operation) : {};
      const limit = limitOnPlan(ofAll, { limits }, plan);
      return limit ? [{ operation, label, limit }] : [];
    },
  );
  const guests = published?.catalog.guests;
  if (account.kind === 'guest' && guests) {
    rows.unshift({ operation: GUEST_WINDOW, label: t`Turns of a guest`, limit: guests.perSession });
  }
  if (rows.length === 0) return <EmptyState icon={Gauge} title={t`No limits`} />;
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {rows.map(({ operation, label, limit }) => {
          const taken = turnsInWindow(account.windows[operation] ?? [], limit, nowMs);
          const [oldest] = taken;
          return (
            <li key={operation} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5">
              <div className="min-w-0 flex-1 basis-40">
                <p className="font-medium">{label}</p>
                <p className="nums text-ink-3 text-xs">
                  <Trans>
                    {taken.length} of {limit.max} in {durationText(limit.windowMs)}
                  </Trans>
                  {oldest !== undefined &&
                    ` · ${t`next free in ${durationText(Math.max(0, oldest + limit.windowMs - nowMs))}`}`}
                </p>
              </div>
              <progress
                aria-label={label}
                value={Math.min(taken.length, limit.max)}
                max={limit.max}
                className="h-1.5 w-32 accent-ember"
              />
              <Button
                size="small"
                disabled={taken.length === 0 || whyNotReset !== null}
                onClick={() => onReset(operation)}
              >
                <Trans>Reset</Trans>
              </Button>
            </li>
          );
        })}
      </ul>
      {whyNotReset && <p className="mt-2 text-ink-3 text-xs">{whyNotReset}</p>}
    </>
  );
}
