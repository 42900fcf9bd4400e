import type { AppError } from '../contract/index.ts';
import type { Audit, Booking, Command, Reducer } from '../meter/commands.ts';
import type { Meter } from '../meter/lane/meter.ts';
import type { paymentReducers } from './payment-reducers.ts';

type Reducers = typeof paymentReducers;

/** The documents that reducers decide by. */
export type Known = Parameters<Reducer>[0];

/** A decision that returns a result to the caller, whether or not it writes. */
export type Reduced<Result> =
  | (Booking & { readonly result: Result })
  | { readonly kind: 'noop'; readonly result: Result }
  | AppError;

/** A reducer, its facts, and the account, payment and event they are about. */
interface Request<Name extends keyof Reducers> {
  readonly accountId: string;
  readonly reducer: Name;
  readonly facts: Parameters<Reducers[Name]>[1];
  readonly paymentId?: string | null;
  readonly eventId?: string;
  readonly audit?: Audit | null;
}

/** Returns the command that has a reducer decide. */
export function paymentCommand<Name extends keyof Reducers>(request: Request<Name>): Command<'book'> {
  const { accountId, reducer, facts, paymentId, eventId, audit } = request;
  return {
    kind: 'book',
    reducer,
    facts,
    documents: {
      ...(paymentId && { payment: paymentId }),
      billing: accountId,
      ...(eventId && { event: eventId }),
    },
    ...(audit && { audit }),
  };
}

/** Has a reducer decide. @returns its result */
export async function submitPayment<Name extends keyof Reducers>(
  { meter }: { readonly meter: Meter },
  request: Request<Name>,
): Promise<Exclude<ReturnType<Reducers[Name]>, AppError>['result']> {
  const { result } = await meter.submit(request.accountId, paymentCommand(request));
  return result as never;
}
