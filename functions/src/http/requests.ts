import { z } from 'zod';
import { callables, GenerationInput } from '../contract/index.ts';

const { operation, model, requestId, shownPriceMicros, catalogVersion } = callables.generate.request.shape;
const image = GenerationInput.options[0].shape;

/** The fields that a program may leave out: see `parseTerms`. */
const terms = {
  requestId: requestId.optional(),
  shownPriceMicros: shownPriceMicros.optional(),
  catalogVersion: catalogVersion.optional(),
};

/**
 * A request of `generate` without the operation, which is in the path. Without a model, the operation's default
 * applies.
 */
export const OperationRequest = z.strictObject({
  model: model.optional(),
  input: GenerationInput,
  label: callables.generate.request.shape.label,
  ...terms,
});

export const BananaRequest = z.strictObject({
  prompt: image.prompt,
  variant: image.variant,
  ...terms,
});
export const ImageRequest = BananaRequest.extend({ model: model.optional() });

export const HoldRequest = callables.validateAndDeductCredits.request.extend(terms);
export const ReelRequest = callables.startReel.request.extend(terms);
const { requestId: _, ...price } = terms;
export const ResumeRequest = callables.resumeReel.request.extend(price);

export const OperationParams = z.strictObject({ operation });
export const RequestParams = callables.linkToResult.request;
export const ReelParams = callables.cancelReel.request;
