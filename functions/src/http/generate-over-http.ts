import {
  type ErrorCode,
  type GenerationInput,
  MICROS_PER_CREDIT,
  offeredCatalog,
  type Rejection,
} from '../contract/index.ts';
import { generate } from '../generation/calls/generate.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import type { Generated } from './answers.ts';
import type { ApiServices } from './api-services.ts';
import { parseTerms, type Terms } from './parse-terms.ts';
import { readAllowance } from './reads/read-credits.ts';
import type { RouteRequest } from './route.ts';

/** The errors with which a request for work can end, on every route that accepts one. */
export const generateProblems: readonly ErrorCode[] = [
  'insufficient-credits',
  'rate-limited',
  'guest-limit',
  'plan-required',
  'moderated',
  'suspended',
  'blocked',
  'agreement-required',
  'price-changed',
  'idempotency-conflict',
  'request-expired',
  'unknown-operation',
  'unknown-model',
  'operation-disabled',
  'not-found',
  'cancelled',
  'provider-busy',
  'provider-refused',
  'provider-timeout',
  'provider-failed',
  'worker-lost',
];

interface WorkBrief {
  readonly operation: string;
  /** Absent: the operation's default. */
  readonly model: string | undefined;
  readonly input: GenerationInput;
  readonly label?: string | undefined;
}

/** Calls `generate`, and adds what remains: credits, or a guest's turns. */
export function generateOverHttp(services: ApiServices) {
  const run = generate(services);
  return async (
    request: RouteRequest<Terms>,
    { wish, context, rejection }: { wish: WorkBrief; context: CallContext; rejection: Rejection | null },
  ): Promise<Generated> => {
    const terms = parseTerms(request);
    const catalog = offeredCatalog(await services.catalogs.current(terms.catalogVersion));
    const known = Object.hasOwn(catalog.operations, wish.operation);
    const usual = known ? catalog.operations[wish.operation]?.defaultModel : undefined;
    const model = wish.model ?? usual ?? 'default';
    const answer = await run({ ...terms, ...wish, model }, context, () => undefined, rejection);
    return {
      requestId: terms.requestId,
      ...answer,
      remainingCredits: answer.remainingMicros / MICROS_PER_CREDIT,
      guest: context.isGuest ? await readAllowance(services, context, catalog) : null,
    };
  };
}
