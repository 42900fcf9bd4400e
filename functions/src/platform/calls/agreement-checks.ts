import type { AgreementRequest, MissingAgreement, RequiredTerms } from '../../contract/index.ts';
import type { SharedRead } from '../store/shared-read.ts';
import type { CallContext } from './call-context.ts';

/** Knows what users have to agree to, and what they have agreed to. */
export interface AgreementChecks {
  /** Returns what users must have agreed to; null: nothing. */
  readonly required: SharedRead<RequiredTerms | null>;
  /** Returns what a user still has to agree to, or to confirm; null: nothing. */
  findMissing(uid: string, required: RequiredTerms): Promise<MissingAgreement | null>;
  /** Returns what the caller has to agree to; null: nothing. */
  findRequest(context: Pick<CallContext, 'uid' | 'isGuest' | 'client'>): Promise<AgreementRequest | null>;
}
