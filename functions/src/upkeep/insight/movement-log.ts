import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import {
  type CreditMovement,
  decodeStored,
  InsightPack,
  type LogPosition,
  movementsDocumentId,
} from '../../contract/index.ts';
import { collection, encodeDocument } from '../../platform/store/documents.ts';
import { packed, unpack } from './packed.ts';

/** A movement takes about 60 bytes, so a full document is far below Firestore's 1 MiB. */
const MAX_MOVEMENTS = 2_000;

/** Appends movements to the packed ones: the last document is filled up, the others never change. @returns how far it has come */
export async function appendMovements(
  { db, batch }: { readonly db: Firestore; readonly batch: WriteBatch },
  { from, movements }: { readonly from: LogPosition; readonly movements: readonly CreditMovement[] },
): Promise<LogPosition> {
  if (movements.length === 0) return from;
  const isOpen = from.packs > 0 && from.lastRows < MAX_MOVEMENTS;
  const first = isOpen ? from.packs - 1 : from.packs;
  const last = isOpen ? await insightOf(db, movementsDocumentId(first)).get() : null;
  const all = last
    ? [...movementsIn(decodeStored(InsightPack, last.data()).bytes).slice(0, from.lastRows), ...movements]
    : movements;
  let position = from;
  for (let start = 0; start < all.length; start += MAX_MOVEMENTS) {
    const part = all.slice(start, start + MAX_MOVEMENTS);
    const sequence = first + start / MAX_MOVEMENTS;
    const pack = { schemaVersion: 1, bytes: packed(part) } as const;
    batch.set(insightOf(db, movementsDocumentId(sequence)), await encodeDocument(db, InsightPack, pack));
    position = { packs: sequence + 1, lastRows: part.length };
  }
  return position;
}

export function movementsIn(bytes: Uint8Array): CreditMovement[] {
  return unpack(bytes) as CreditMovement[];
}

function insightOf(db: Firestore, id: string) {
  return collection(db, 'insights').doc(id);
}
