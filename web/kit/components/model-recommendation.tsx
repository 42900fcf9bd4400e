import { useId } from 'react';
import type { RankedModel } from '../core/rank-models.ts';
import type { KitTexts } from '../texts/kit-texts.ts';
import { useTexts } from '../texts/texts-context.ts';

export interface ModelRecommendationProps {
  /** As `useModels` returns them. */
  readonly models: readonly RankedModel[];
  /** The chosen model. */
  readonly model: string;
  readonly onModel: (model: string) => void;
}

/** The models of an operation to choose from. Those that can't be chosen stay in sight and say why. */
export function ModelRecommendation({ models, model, onModel }: ModelRecommendationProps) {
  const group = useId();
  const texts = useTexts();
  return (
    <fieldset className="fm fm-models">
      <legend className="fm-legend">{texts.models.label}</legend>
      {models.map(({ name, model: entry, standing, plans, recommended, priceMicros }) => {
        const note = noteOf({ standing, plans, recommended }, texts.models);
        return (
          <label key={name} className="fm-model" data-standing={standing}>
            <input
              type="radio"
              name={group}
              value={name}
              checked={name === model}
              disabled={standing !== 'open'}
              onChange={() => onModel(name)}
            />
            <span className="fm-row-text">
              <span className="fm-row-title">{entry.label}</span>
              {entry.description && <span className="fm-row-detail">{entry.description}</span>}
              {note && <span className={recommended ? 'fm-recommended' : 'fm-row-detail'}>{note}</span>}
            </span>
            {priceMicros !== null && <span className="fm-number">{texts.credits(priceMicros)}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Returns the note beside a model: why it can't be chosen, or that it suits the balance. Empty: none. */
export function noteOf(
  { standing, plans, recommended }: Pick<RankedModel, 'standing' | 'plans' | 'recommended'>,
  texts: KitTexts['models'],
): string {
  if (standing === 'off') return texts.off;
  if (standing === 'plan') return texts.needsPlan(plans);
  if (standing === 'dear') return texts.tooExpensive;
  return recommended ? texts.recommended : '';
}
