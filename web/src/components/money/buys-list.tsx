import { Trans } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import type { Buys } from '../../lib/money/advice/typical-work.ts';
import { numberText } from '../../lib/texts/format.ts';

/** Lists examples of work that an amount of credits pays for: any one of them, not all. */
export function BuysList({ buys }: { buys: readonly Buys[] }) {
  return (
    <ul className="mt-4 space-y-1.5 text-ink-2 text-xs">
      {buys.map(({ words, least, most }, index) => (
        <li key={words} className="flex items-center gap-1.5">
          <Check aria-hidden="true" className="size-3.5 shrink-0 text-ember-text" />
          <span>
            {index > 0 && (
              <>
                <Trans>or</Trans>{' '}
              </>
            )}
            <span className="nums font-medium text-ink">{rangeText(least, most)}</span> {words}
            {least < most && (
              <span className="text-ink-3">
                , <Trans>by model</Trans>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function rangeText(least: number, most: number): string {
  const [low, high] = [numberText(least), numberText(most)];
  return least === most ? high : `${low}–${high}`;
}
