import {
  AppError,
  type Approval,
  type ApprovalAction,
  CATALOG_CONFIG,
  type CallableName,
  callables,
  type RequestOf,
} from '../../contract/index.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';

/** The callable that executes each action that can wait for approval. */
const callableOf = {
  'grant-credits': 'grantCreditsToUser',
  'bulk-grant': 'grantInBulk',
  'refund-payment': 'refundPayment',
  'publish-prices': 'updateCreditConfiguration',
} as const satisfies Record<ApprovalAction, CallableName>;

/** The handlers that execute the actions without a limit. */
export type Executors = {
  readonly [A in ApprovalAction]: Handler<(typeof callableOf)[A]>;
};

export interface Call {
  readonly action: ApprovalAction;
  /** Without its id and reason. */
  readonly request: unknown;
  readonly requestId: string;
  readonly reason: string;
}

/**
 * Reads the request that a call would make.
 * @throws AppError `invalid-argument` when it is none of its callable
 */
function parseCall({ action, request, requestId, reason }: Call): RequestOf<CallableName> {
  const whole = { ...(request as object), requestId, reason };
  const parsed = callables[callableOf[action]].request.safeParse(whole);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-argument', { reason: 'request', issues: [] });
}

/** Executes an approved call, in the name of who approved it. */
export async function execute(executors: Executors, call: Call, context: CallContext): Promise<void> {
  const run = executors[call.action] as (
    request: RequestOf<CallableName>,
    context: CallContext,
    send: () => void,
  ) => Promise<unknown>;
  await run(parseCall(call), context, () => undefined);
}

/** Describes an approval for the admin who decides. */
export function describeCall(call: Call): Pick<Approval, 'target' | 'amountMicros' | 'amountCents'> {
  const request = parseCall(call);
  if ('entries' in request) {
    const amountMicros = request.entries.reduce((sum, entry) => sum + entry.amountMicros, 0);
    return { target: `${request.entries.length} people`, amountMicros, amountCents: null };
  }
  if ('paymentId' in request && 'amountCents' in request) {
    const { paymentId, amountCents } = request;
    return { target: `payments/${paymentId}`, amountMicros: null, amountCents };
  }
  if ('action' in request && ('draft' in request || 'toVersion' in request || 'enabled' in request)) {
    return { target: `system_config/${CATALOG_CONFIG}`, amountMicros: null, amountCents: null };
  }
  const { to, amountMicros } = request as RequestOf<'grantCreditsToUser'>;
  const target = 'uid' in to ? `accounts/${to.uid}` : 'accounts';
  return { target, amountMicros, amountCents: null };
}
