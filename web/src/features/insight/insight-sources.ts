import { INSIGHT_HEAD, InsightHead, InsightPack } from '@firemeter/functions/contract';
import { doc } from 'firebase/firestore';
import { z } from 'zod';
import { collections } from '../../lib/collections.ts';
import type { LiveSource } from '../../lib/live-store.ts';

export const insightHeadSource: LiveSource<InsightHead> = {
  key: 'insight head',
  target: (firestore) => doc(firestore, collections.insights, INSIGHT_HEAD),
  schema: InsightHead,
};

/** A packed document; its other fields repeat its id. */
const Packed = z.looseObject({ bytes: InsightPack.shape.bytes });
export type PackedFigures = z.infer<typeof Packed>;

export function packedSource(id: string): LiveSource<PackedFigures> {
  return {
    key: `insight ${id}`,
    target: (firestore) => doc(firestore, collections.insights, id),
    schema: Packed,
  };
}
