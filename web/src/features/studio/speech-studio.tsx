import type { GenerationInput } from '@firemeter/functions/contract';
import { creditsText } from '../../lib/format.ts';
import type { StudioProps } from './studio-page.tsx';
import { useMaking, useMakingOffer } from './use-making.ts';
import { Workbench } from './workbench.tsx';

/** Reads a text aloud; the price follows the text as it is written. */
export function SpeechStudio({ kind, ...studio }: StudioProps & { kind: 'voice' | 'narration' }) {
  const making = useMaking(studio.name, studio.operation);
  const input: GenerationInput = { kind, text: making.text.trim() };
  const offer = useMakingOffer(making, input);
  const count = making.text.trim().length;
  return (
    <Workbench
      {...studio}
      kind={kind}
      making={making}
      input={input}
      label="Text to read aloud"
      placeholder="Write what is to be said…"
    >
      <p role="status" className="nums text-ink-3 text-xs">
        {offer.kind === 'priced' &&
          count > 0 &&
          `${offer.exact ? '' : 'Up to '}${creditsText(offer.priceMicros)} for `}
        {count.toLocaleString('en-US')} {count === 1 ? 'character' : 'characters'}
      </p>
    </Workbench>
  );
}
