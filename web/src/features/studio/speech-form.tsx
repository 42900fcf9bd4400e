import type { GenerationInput } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { creditsText } from '../../lib/texts/format.ts';
import type { PricedOffer } from '../../lib/work/use-offer.ts';
import type { Results, StudioProps } from './kinds/studio-kind.ts';
import { useMaking, useMakingOffer } from './use-making.ts';
import { Workbench } from './workbench.tsx';

interface SpeechFormProps extends StudioProps {
  kind: 'voice' | 'narration';
  results: Results;
}

/** Reads a text aloud; the price follows the text as it is written. */
export function SpeechForm({ kind, results, ...studio }: SpeechFormProps) {
  const making = useMaking(studio.name, studio.operation);
  const input: GenerationInput = { kind, text: making.text.trim() };
  const offer = useMakingOffer(making, { input });
  const count = making.text.trim().length;
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={t`Text to read aloud`}
      placeholder={t`Enter text to speak…`}
    >
      <p role="status" className="nums text-ink-3 text-xs">
        {offer.kind === 'priced' && count > 0 ? forText(count, offer) : charactersText(count)}
      </p>
    </Workbench>
  );
}

function charactersText(count: number): string {
  return plural(count, { one: '# character', other: '# characters' });
}

function forText(count: number, { exact, priceMicros }: PricedOffer): string {
  const credits = creditsText(priceMicros);
  const characters = charactersText(count);
  return exact ? t`${credits} for ${characters}` : t`Up to ${credits} for ${characters}`;
}
