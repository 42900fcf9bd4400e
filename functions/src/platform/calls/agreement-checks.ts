import type { AgreementRequest, AppError } from '../../contract/index.ts';
import type { CallContext } from './call-context.ts';

/** Knows what users have to agree to, and what they have agreed to. */
export interface AgreementChecks {
  /** Returns what the caller has to agree to; null: nothing. */
  findRequest(context: Pick<CallContext, 'uid' | 'isGuest' | 'client'>): Promise<AgreementRequest | null>;
  /** Returns `agreement-required` for a caller who hasn't agreed to the terms that apply; null otherwise. */
  check(context: Pick<CallContext, 'uid' | 'isGuest'>): Promise<AppError | null>;
}
