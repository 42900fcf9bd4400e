import { creditsToMicros, type Pack } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { useEditing } from '../draft/editing.tsx';
import { newName } from '../draft/new-name.ts';
import { PackCard } from './pack-card.tsx';

const newPack: Pack = {
  label: t`New pack`,
  micros: creditsToMicros(100),
  bonusMicros: 0,
  prices: { usd: 1_000 },
  tag: null,
};

/** The packs on sale, the cheapest first. */
export function PacksSection() {
  const { catalog, published, change } = useEditing();
  const order = (name: string) => (published.packs[name] ?? catalog.packs[name])?.prices.usd ?? 0;
  const names = Object.keys(catalog.packs).sort((a, b) => order(a) - order(b));
  const add = () => change(['packs', newName('pack', catalog.packs)], newPack);
  return (
    <section aria-label={t`Packs`} className="space-y-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold">
          <Trans>Packs</Trans>
        </h2>
        <Button size="small" onClick={add}>
          <Plus aria-hidden="true" className="size-4" /> <Trans>Add a pack</Trans>
        </Button>
      </div>
      <ul className="grid gap-3 md:grid-cols-2 2xl:grid-cols-4">
        {names.map((name) => {
          const pack = catalog.packs[name];
          return pack && <PackCard key={name} name={name} pack={pack} />;
        })}
      </ul>
    </section>
  );
}
