import { creditsToMicros, type PresetName, presets } from '@firemeter/functions/contract';
import { useState } from 'react';
import { ModelRecommendation } from '#kit/components/model-recommendation.tsx';
import { rankModels } from '#kit/core/rank-models.ts';
import { ModelCostChart } from '../../components/work/model-cost-chart.tsx';
import { ModelPicker } from '../../components/work/model-picker.tsx';
import { typicalPrices } from '../../lib/money/advice/typical-work.ts';
import { useKinds } from '../../lib/work/kinds.ts';
import { AmountSlider } from './amount-slider.tsx';
import { Case, Example } from './example.tsx';

const code = `import { ModelRecommendation, useModels } from '@firemeter/react';

const models = useModels({ operation: 'image', input: { kind: 'image', prompt } });

<ModelRecommendation models={models} model={model} onModel={setModel} />`;

/** Models by what a balance can pay. */
export function ModelExamples({ preset }: { preset: PresetName }) {
  const catalog = presets[preset];
  const kinds = useKinds();
  const { defaultModel = '' } = catalog.operations.image ?? {};
  const [model, setModel] = useState(defaultModel);
  const [credits, setCredits] = useState(12);
  const availableMicros = creditsToMicros(credits);
  const models = rankModels({
    catalog,
    operation: 'image',
    input: { kind: 'image', prompt: 'a kite' },
    availableMicros,
  });
  return (
    <Example
      title="Models"
      text="Recommended is the finest that the balance pays for ten times; what it cannot pay for cannot be chosen."
      code={code}
      controls={<AmountSlider label="Balance" value={credits} most={120} step={0.5} onValue={setCredits} />}
    >
      <Case name="picker">
        <ModelPicker models={models} model={model} onModel={setModel} />
      </Case>
      <div className="mt-6 max-w-lg">
        <Case name="list">
          <ModelRecommendation models={models} model={model} onModel={setModel} />
        </Case>
      </div>
      <div className="mt-6">
        <Case name="cost chart">
          <ModelCostChart prices={typicalPrices({ catalog, kinds })} availableMicros={availableMicros} />
        </Case>
      </div>
    </Example>
  );
}
