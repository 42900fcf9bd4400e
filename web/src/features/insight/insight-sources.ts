import {
  INSIGHT_CONFIG,
  INSIGHT_HEAD,
  InsightHead,
  InsightPack,
  InsightSettings,
} from '@firemeter/functions/contract';
import { doc } from 'firebase/firestore';
import { z } from 'zod';
import { collections } from '../../lib/collections.ts';
import type { LiveSource } from '../../lib/live-store.ts';

export const insightHeadSource: LiveSource<InsightHead> = {
  key: 'insight head',
  target: (firestore) => doc(firestore, collections.insights, INSIGHT_HEAD),
  schema: InsightHead,
};

export const insightSettingsSource: LiveSource<InsightSettings> = {
  key: 'insight settings',
  target: (firestore) => doc(firestore, collections.config, INSIGHT_CONFIG),
  schema: InsightSettings,
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
