import { type Catalog, type Facts, type GenerationInput, operationOf } from '@firemeter/functions/contract';
import { rankModels } from '#kit/core/rank-models.ts';
import { ModelPicker } from '../../components/work/model-picker.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { usePaysNothing } from '../../lib/data/use-pays-nothing.ts';
import { useSpendable } from '../../lib/data/use-spendable.ts';

interface ModelChoicesProps {
  operation: string;
  input: GenerationInput;
  sources?: readonly Facts[] | undefined;
  model: string;
  onModel: (model: string) => void;
}

/** The models of an operation, by what this person can pay for what is being asked. */
export function ModelChoices(choices: ModelChoicesProps) {
  const { published } = useCatalog();
  if (!published) return null;
  return <PricedChoices catalog={published.catalog} {...choices} />;
}

function PricedChoices({
  catalog,
  operation,
  input,
  sources,
  model,
  onModel,
}: ModelChoicesProps & { catalog: Catalog }) {
  const { availableMicros, plan } = useSpendable();
  const paysNothing = usePaysNothing(catalog);
  const models = rankModels({
    catalog,
    operation,
    input: asAnyVariant(input),
    // Until one is chosen, models are compared by what a source usually is.
    sources: sources ?? operationOf(input).sample.sources,
    plan,
    availableMicros: paysNothing || availableMicros === undefined ? null : availableMicros,
  });
  return <ModelPicker models={models} model={model} onModel={onModel} />;
}

/** Each model has sizes of its own: compared are their defaults. */
function asAnyVariant(input: GenerationInput): GenerationInput {
  if (!('variant' in input)) return input;
  const { variant: _, ...rest } = input;
  return rest;
}
