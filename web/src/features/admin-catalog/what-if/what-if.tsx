import type { Catalog, WhatIfResult } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { RotateCw } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { describeError } from '../../../lib/errors/describe-error.ts';
import { formatLocale } from '../../../lib/language/locale.ts';
import { EffectTable } from './effect-table.tsx';
import { ModelsTable } from './models-table.tsx';
import { PeopleList } from './people-list.tsx';
import { useWhatIf } from './use-what-if.ts';

interface Catalogs {
  published: Catalog;
  draft: Catalog;
}

/** Shows what a draft would have come to in the last 30 days, beside the prices in force. */
export function WhatIf({ published, draft }: Catalogs) {
  const { data, error, isFetching, refetch } = useWhatIf(draft);
  return (
    <section aria-label={t`Effect on the last 30 days`} aria-busy={isFetching} className="mt-5 space-y-3">
      <h3 className="font-medium text-ink">
        <Trans>Effect on the last 30 days</Trans>
      </h3>
      {data ? (
        <Effect effect={data} published={published} draft={draft} />
      ) : error && !isFetching ? (
        <Unknown why={describeError(toCallError(error)).help} onRetry={() => void refetch()} />
      ) : (
        <>
          <p role="status" className="text-[0.8125rem]">
            <Trans>Replaying requests at these prices…</Trans>
          </p>
          <Skeleton className="h-32" />
        </>
      )}
    </section>
  );
}

function Unknown({ why, onRetry }: { why: string; onRetry: () => void }) {
  return (
    <div role="alert" className="rounded-xl border border-held/40 bg-held/8 p-3 text-[0.8125rem]">
      <p>
        <Trans>We don’t know the effect of these prices now. You can publish them anyway.</Trans>
      </p>
      <p className="mt-1 text-ink-3">{why}</p>
      <Button size="small" className="mt-2" onClick={onRetry}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}

const days = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayText = (day: string) => days.format(Date.parse(day));

function Effect({ effect, ...catalogs }: Catalogs & { effect: WhatIfResult }) {
  const { requests, accounts, from, to, models, topPayMore, topAffordLess } = effect;
  if (requests === 0) {
    return (
      <p className="text-[0.8125rem]">
        <Trans>Nobody requested anything in these days, so there is nothing to compare.</Trans>
      </p>
    );
  }
  return (
    <>
      <p className="text-[0.8125rem]">
        {plural(requests, { one: '# request', other: '# requests' })} ·{' '}
        {plural(accounts, { one: '# person', other: '# people' })} · {dayText(from)} – {dayText(to)}
      </p>
      <EffectTable current={effect.current} draft={effect.draft} />
      <p className="font-medium text-[0.8125rem] text-ink">{peopleText(effect)}</p>
      {topPayMore.length > 0 && (
        <PeopleList title={t`Who pays more`} people={topPayMore} count={effect.payMore} />
      )}
      {topAffordLess.length > 0 && (
        <PeopleList title={t`Who can afford less`} people={topAffordLess} count={effect.affordLess} />
      )}
      <ModelsTable models={models} {...catalogs} />
      <p className="text-ink-3 text-xs">
        <Trans>
          Assumes that everyone requests the same as before. A request whose price exceeds the balance is
          skipped. Purchases and grants stay as they were, and work that was free stays free.
        </Trans>
      </p>
    </>
  );
}

function peopleText({
  payMore,
  payLess,
  affordLess,
  newlyUnaffordable,
  newlyNotOffered,
}: WhatIfResult): string {
  const parts = [
    payMore > 0 && plural(payMore, { one: '# person pays more.', other: '# people pay more.' }),
    payLess > 0 && plural(payLess, { one: '# person pays less.', other: '# people pay less.' }),
    affordLess > 0 &&
      plural(affordLess, {
        one: '# person can’t afford everything any more.',
        other: '# people can’t afford everything any more.',
      }),
    affordLess > 0 &&
      plural(newlyUnaffordable, { one: '# request is skipped.', other: '# requests are skipped.' }),
    newlyNotOffered > 0 &&
      plural(newlyNotOffered, {
        one: '# request is for something that is no longer sold.',
        other: '# requests are for something that is no longer sold.',
      }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t`Everybody pays the same.` : parts.join(' ');
}
