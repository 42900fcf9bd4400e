import { z } from 'zod';
import { GenerationOutput } from '../generation/generation.ts';
import { personal } from '../store/personal.ts';
import { optionalSince, schemaVersion } from '../store/stored-document.ts';
import { Time } from '../time.ts';

/** The return value of an app's own function, as JSON: kept to answer repeated requests. */
const KeptValue = z.strictObject({ kind: z.literal('value'), json: z.string() });

/** `results/{accountId_requestId}`: the generated output, or the return value of an app's own function. */
export const Result = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  output: personal(z.discriminatedUnion('kind', [...GenerationOutput.options, KeptValue])),
  createdAt: Time,
  /** The request's input as JSON, to be used again; without the bytes of an uploaded file. Absent in older results. */
  input: personal(optionalSince(3, z.string())),
  /** The time from which it is not returned, and soon deleted. Absent: kept as long as its activity. */
  expiresAt: optionalSince(3, Time),
});
export type Result = z.infer<typeof Result>;

/** `prompts/{accountId_requestId}`: the whole prompt, if the activity has only its beginning. */
export const Prompt = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  uid: z.string(),
  prompt: personal(z.string()),
  createdAt: Time,
});
export type Prompt = z.infer<typeof Prompt>;
