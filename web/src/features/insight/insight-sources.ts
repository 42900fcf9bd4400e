import { INSIGHT_HEAD, InsightHead, InsightPack, storedReader } from '@firemeter/functions/contract';
import { doc } from 'firebase/firestore';
import { z } from 'zod';
import type { LiveSource } from '#kit/live/live-store.ts';
import { collections } from '../../lib/service/firebase/collections.ts';

export const insightHeadSource: LiveSource<InsightHead> = {
  key: 'insight head',
  target: (firestore) => doc(firestore, collections.insights, INSIGHT_HEAD),
  read: storedReader(InsightHead),
};

/** A packed document; its other fields repeat its id. */
const Packed = z.looseObject({ bytes: InsightPack.shape.bytes });
export type PackedFigures = z.infer<typeof Packed>;

export function packedSource(id: string): LiveSource<PackedFigures> {
  return {
    key: `insight ${id}`,
    target: (firestore) => doc(firestore, collections.insights, id),
    read: storedReader(Packed),
  };
}
