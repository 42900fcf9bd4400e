import type { GenerationInput, Operation } from '@firemeter/functions/contract';
import { useState } from 'react';
import { useGenerations } from '../../lib/generations.tsx';
import { type Ask, type Offer, type PricedOffer, useOffer } from '../../lib/use-offer.ts';
import { useDraft } from './use-draft.ts';
import { useModel } from './use-model.ts';

/** What every studio keeps: the text being written, the model, and how to begin. */
export function useMaking(name: string, operation: Operation) {
  const { store } = useGenerations();
  const [text, setText] = useDraft(name);
  const [model, setModel] = useModel(name, operation);
  const [focusTurn, setFocusTurn] = useState(0);
  return {
    name,
    text,
    setText,
    model,
    setModel,
    focusTurn,
    /** Writes a text into the box and goes there. */
    takeUp: (prompt: string) => {
      setText(prompt);
      setFocusTurn((turn) => turn + 1);
    },
    start: ({ priceMicros, holdMicros, catalogVersion }: PricedOffer, input: GenerationInput) =>
      store.start({ operation: name, model, input, priceMicros, holdMicros, catalogVersion }),
  };
}

export type Making = ReturnType<typeof useMaking>;

/** What the work would cost now. */
export function useMakingOffer({ name, model }: Making, work: Pick<Ask, 'input' | 'sources'>): Offer {
  return useOffer({ operation: name, model, ...work });
}
