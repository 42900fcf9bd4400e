import { activityIdOf, type OutputOf } from '@firemeter/functions/contract';
import { usePerson } from '../../../lib/session.tsx';
import { useAccountId } from '../../../lib/use-account-id.ts';
import { useResult } from '../../../lib/use-result.ts';
import { rememberedSource } from '../sources/remembered-sources.ts';
import type { Piece } from './pieces.ts';

export interface Picture {
  requestId: string;
  output: OutputOf<'image'>;
}

/** The picture that a changed one was made from, where this browser remembers it. */
export function useSourceOf({ requestId }: Piece): Picture | null {
  const { uid } = usePerson();
  const accountId = useAccountId();
  const source = rememberedSource(uid, requestId);
  const { data } = useResult({
    activityId: activityIdOf({ accountId, requestId: source ?? '' }),
    wanted: source !== null,
  });
  return source !== null && data?.kind === 'image' ? { requestId: source, output: data } : null;
}
