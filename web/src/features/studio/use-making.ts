import type { GenerationInput, Operation } from '@firemeter/functions/contract';
import { useState } from 'react';
import { readLabel } from '../../components/work/label-field.tsx';
import { useKept } from '../../lib/kept/use-kept.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { useGenerations } from '../../lib/work/generations.tsx';
import {
  type Reused,
  readSettings,
  type StudioSettings,
  settingsName,
} from '../../lib/work/studio-settings.ts';
import { type Ask, type Offer, type PricedOffer, useOffer } from '../../lib/work/use-offer.ts';
import { useDraft } from './use-draft.ts';
import { useModel } from './use-model.ts';

/** What every studio keeps: the text being written, the model, and how to begin. */
export function useMaking(name: string, operation: Operation) {
  const { store } = useGenerations();
  const { uid } = usePerson();
  const [text, setText] = useDraft(name);
  const [model, setModel] = useModel(name, operation);
  const [keptSettings, keepSettings] = useKept(settingsName(name), 'tab');
  const settings = readSettings(keptSettings);
  const setSettings = (next: StudioSettings) => keepSettings(JSON.stringify(next));
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
    /** Takes up a request as it was: its text, model and settings. */
    reuse: (request: Reused) => {
      setText(request.prompt);
      setModel(request.model);
      setSettings(request.settings);
      setFocusTurn((turn) => turn + 1);
    },
    settings,
    setSettings: (change: StudioSettings) => setSettings({ ...settings, ...change }),
    /** Starts as many requests as the offer is for. */
    start: ({ priceMicros, holdMicros, catalogVersion, count }: PricedOffer, input: GenerationInput) => {
      const label = readLabel(uid);
      const each = { priceMicros: priceMicros / count, holdMicros: holdMicros / count };
      return Array.from({ length: count }, () =>
        store.start({
          ...{ operation: name, model, input, ...each, catalogVersion },
          ...(label !== '' && { label }),
        }),
      );
    },
  };
}

export type Making = ReturnType<typeof useMaking>;

/** What the work would cost now. */
export function useMakingOffer(
  { name, model }: Making,
  work: Pick<Ask, 'input' | 'sources' | 'count'>,
): Offer {
  return useOffer({ operation: name, model, ...work });
}
