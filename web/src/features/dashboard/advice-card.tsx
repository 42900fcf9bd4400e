import { type Catalog, DAY_MS, packOffers } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Lightbulb, Package } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCurrency } from '../../lib/data/use-currency.ts';
import { typicalPrices } from '../../lib/money/advice/typical-work.ts';
import { adviseOnPacks, modelSavings } from '../../lib/spending/savings.ts';
import { addUpSpending, providerIn, type UsageEntry } from '../../lib/spending/spending.ts';
import { creditsText, formatCredits } from '../../lib/texts/format.ts';
import { moneyText } from '../../lib/texts/money-text.ts';
import { useKinds } from '../../lib/work/kinds.ts';

interface AdviceCardProps {
  entries: readonly UsageEntry[];
  catalog: Catalog;
  todayMs: number;
}

const judgedDays = 30;
/** More advice than this is not read. */
const mostTips = 3;

/** Shows possible savings of credits and money in the last 30 days. */
export function AdviceCard({ entries, catalog, todayMs }: AdviceCardProps) {
  const kinds = useKinds();
  const { currency } = useCurrency(catalog);
  const fromMs = todayMs - (judgedDays - 1) * DAY_MS;
  const { byModel, totalMicros } = addUpSpending(
    entries.filter(({ createdAt }) => createdAt >= fromMs),
    providerIn(catalog),
  );
  const models = modelSavings(byModel, typicalPrices({ catalog, kinds })).slice(0, mostTips);
  const offers = packOffers(catalog).filter((offer) => offer.currency === currency);
  const pack = adviseOnPacks(offers, totalMicros);
  if (models.length === 0 && !pack) return null;
  return (
    <section aria-label={t`Ways to save`} className="rounded-2xl border border-line bg-surface p-5">
      <h2 className="font-semibold">
        <Trans>Ways to save</Trans>
      </h2>
      <p className="mt-0.5 text-ink-3 text-xs">
        <Trans>From what you made in the last {judgedDays} days.</Trans>
      </p>
      <ul className="mt-4 space-y-4">
        {models.map(({ operation, operationLabel, fromLabel, toLabel, savedMicros }) => (
          <Tip key={`${operation} ${fromLabel}`} icon={<Lightbulb aria-hidden="true" className="size-4" />}>
            <Trans>
              {operationLabel}: {toLabel} instead of {fromLabel} would have saved{' '}
              <b className="nums font-semibold text-ink">{creditsText(savedMicros)}</b>.
            </Trans>
          </Tip>
        ))}
        {pack && (
          <Tip icon={<Package aria-hidden="true" className="size-4" />}>
            <PackText pack={pack} monthMicros={totalMicros} />{' '}
            <Link to="/credits" className="text-ember-text hover:underline">
              <Trans>See packs</Trans>
            </Link>
          </Tip>
        )}
      </ul>
    </section>
  );
}

function PackText({
  pack: { offer, packsPerMonth, savedCents },
  monthMicros,
}: {
  pack: NonNullable<ReturnType<typeof adviseOnPacks>>;
  monthMicros: number;
}) {
  const spent = t`${formatCredits(monthMicros)} credits`;
  const saved = moneyText(savedCents, offer.currency);
  if (packsPerMonth > 1) {
    return t`You spend ${spent} a month: ${packsPerMonth} × ${offer.label} is the cheapest way to buy them.`;
  }
  return savedCents > 0
    ? t`You spend ${spent} a month: the ${offer.label} pack is enough, and ${saved} cheaper than small packs.`
    : t`You spend ${spent} a month: the ${offer.label} pack is enough.`;
}

function Tip({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span className="grid size-8 shrink-0 place-items-center rounded-lg bg-raised text-ember-text">
        {icon}
      </span>
      <p className="min-w-0 pt-1 text-[0.8125rem] text-ink-2">{children}</p>
    </li>
  );
}
