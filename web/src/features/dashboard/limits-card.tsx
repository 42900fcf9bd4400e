import { currentPlan, limitOnPlan, planLimits, turnsInWindow } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { countdownText, numberText } from '../../lib/texts/format.ts';
import { windowText } from '../../lib/texts/window-text.ts';
import { Meter } from './meter.tsx';

/** Shows the usage of each limit, and when the next request is free again. */
export function LimitsCard() {
  const { account } = useAccount();
  const { published } = useCatalog();
  const nowMs = useNow({ everyMs: 1_000 });
  if (!account || !published) return null;
  const plan = currentPlan(account, nowMs);
  const limits = Object.entries(published.catalog.operations).flatMap(([name, { label, limit: ofAll }]) => {
    const limit = limitOnPlan(ofAll, { limits: planLimits(published.catalog, name) }, plan);
    if (!ofAll || !limit) return [];
    const taken = turnsInWindow(account.windows[name] ?? [], limit, nowMs);
    const [oldest] = taken;
    return [
      {
        name,
        label,
        limit,
        ofAll: limit.max > ofAll.max ? ofAll.max : null,
        used: taken.length,
        freeInMs: oldest === undefined ? null : oldest + limit.windowMs - nowMs,
      },
    ];
  });
  if (limits.length === 0) return null;
  return (
    <section aria-label={t`Limits`} className="rounded-2xl border border-line bg-surface p-5">
      <h2 className="font-semibold">
        <Trans>Limits</Trans>
      </h2>
      <ul className="mt-4 space-y-4">
        {limits.map(({ name, label, limit, ofAll, used, freeInMs }) => (
          <li key={name}>
            <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
              <span className="min-w-0 truncate">{label}</span>
              <span className="nums shrink-0 text-ink-2">
                <Trans>
                  {numberText(used)} of {numberText(limit.max)} {windowText(limit.windowMs)}
                </Trans>
              </span>
            </div>
            <Meter share={used / limit.max} />
            {ofAll !== null && (
              <p className="nums mt-1 text-ember-text text-xs">
                <Trans>With your plan, instead of {numberText(ofAll)}</Trans>
              </p>
            )}
            {freeInMs !== null && (
              <p className="nums mt-1 text-ink-3 text-xs">
                <Trans>Next one freed in {countdownText(freeInMs)}</Trans>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
