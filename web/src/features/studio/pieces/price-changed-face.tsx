import { Trans } from '@lingui/react/macro';
import { Tag } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { creditsText } from '../../../lib/texts/format.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import type { Piece } from './pieces.ts';

/** Asks again where the price has changed since it was shown. */
export function PriceChangedFace({ piece, priceMicros }: { piece: Piece; priceMicros: number }) {
  const { store } = useGenerations();
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 p-5 text-center"
    >
      <Tag aria-hidden="true" className="mb-1 size-5 text-held" />
      <p className="font-medium">
        <Trans>The price has changed</Trans>
      </p>
      <p className="text-ink-2 text-xs">
        <Trans>It is now {creditsText(priceMicros)}. Nothing was charged.</Trans>
      </p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <Button size="small" look="primary" onClick={() => store.accept(piece.requestId)}>
          <Trans>Go on · {creditsText(priceMicros)}</Trans>
        </Button>
        <Button size="small" look="quiet" onClick={() => store.dismiss(piece.requestId)}>
          <Trans>Leave it</Trans>
        </Button>
      </div>
    </div>
  );
}
