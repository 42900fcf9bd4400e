import type { AgreementRequest } from '../../contract/index.ts';
import type { SharedRead } from '../store/shared-read.ts';
import type { CallContext } from './call-context.ts';

/** Knows what users have to agree to, and what they have agreed to. */
export interface AgreementChecks {
  /** Returns the version of the terms that users must have agreed to; 0: none. */
  readonly required: SharedRead<number>;
  /** Returns whether a user has agreed to a version of the terms, or to a later one. */
  hasAgreed(uid: string, version: number): Promise<boolean>;
  /** Returns what the caller has to agree to; null: nothing. */
  findRequest(context: Pick<CallContext, 'uid' | 'isGuest' | 'client'>): Promise<AgreementRequest | null>;
}
