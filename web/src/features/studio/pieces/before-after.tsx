import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Slider } from '../../../components/controls/slider.tsx';
import { ResultImage } from '../../../components/results/result-image.tsx';
import { percentText } from '../../../lib/texts/format.ts';
import type { Picture } from './use-source-of.ts';

/** Two pictures over each other, with an edge between them that can be moved. */
export function BeforeAfter({ before, after }: { before: Picture; after: Picture }) {
  const [percent, setPercent] = useState(50);
  const imageClass = 'absolute inset-0 size-full object-contain';
  return (
    <figure className="w-full p-3">
      <div dir="ltr" className="relative aspect-square max-h-[78dvh] w-full overflow-hidden rounded-xl">
        <ResultImage {...after} className={imageClass} />
        <div className="absolute inset-0 bg-sunken" style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}>
          <ResultImage {...before} className={imageClass} />
        </div>
        <div
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 w-0.5 bg-white shadow-[0_0_6px_oklch(0_0_0/0.7)]"
          style={{ left: `${percent}%` }}
        />
        <span className="pointer-events-none absolute top-2 start-2 rounded-md bg-black/65 px-2 py-0.5 text-white text-xs">
          <Trans>Before</Trans>
        </span>
        <span className="pointer-events-none absolute top-2 end-2 rounded-md bg-black/65 px-2 py-0.5 text-white text-xs">
          <Trans>After</Trans>
        </span>
      </div>
      <Slider
        aria-label={t`Before and after`}
        aria-valuetext={t`${percentText(percent / 100)} before`}
        min={0}
        max={100}
        value={percent}
        onValue={setPercent}
        className="mt-2 w-full"
      />
    </figure>
  );
}
