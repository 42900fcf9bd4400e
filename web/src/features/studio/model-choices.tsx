import type { GenerationInput } from '@firemeter/functions/contract';
import { ModelPicker } from '../../components/model-picker.tsx';
import { rankModels } from '../../lib/rank-models.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useSpendable } from '../../lib/use-spendable.ts';

interface ModelChoicesProps {
  operation: string;
  input: GenerationInput;
  model: string;
  onModel: (model: string) => void;
}

/** The models of an operation, by what this person can pay for what is being asked. */
export function ModelChoices({ operation, input, model, onModel }: ModelChoicesProps) {
  const { published } = useCatalog();
  const { account, availableMicros } = useSpendable();
  if (!published) return null;
  const paysNothing = !account || account.unlimited || account.kind === 'guest';
  const models = rankModels({
    catalog: published.catalog,
    operation,
    input: asAnyVariant(input),
    availableMicros: paysNothing || availableMicros === undefined ? null : availableMicros,
  });
  return <ModelPicker models={models} model={model} onModel={onModel} />;
}

/** Each model has sizes of its own: compared are their defaults. */
function asAnyVariant(input: GenerationInput): GenerationInput {
  return input.kind === 'image' ? { kind: 'image', prompt: input.prompt } : input;
}
