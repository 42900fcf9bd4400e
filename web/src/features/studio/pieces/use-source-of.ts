import { activityIdOf, type OutputOf } from '@firemeter/functions/contract';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { useResult } from '../../../lib/work/use-result.ts';
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
