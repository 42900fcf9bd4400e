import type { Firestore } from 'firebase-admin/firestore';
import { decodeStored, USAGE_LOGS, UsageLog, type UsageRow } from '../../contract/index.ts';
import { collection } from '../../platform/store/documents.ts';
import { unpackRows } from './pack-rows.ts';

const PAGE = 20;

/** Returns the facts about activities that have ended since a time, a page after the other. */
export async function* usageSince(db: Firestore, sinceMs: number): AsyncGenerator<readonly UsageRow[]> {
  for (const log of USAGE_LOGS) {
    if (log === 'rejections') continue;
    const packs = collection(db, 'usageLogs')
      .where('log', '==', log)
      .where('lastEndedAt', '>=', new Date(sinceMs))
      .orderBy('lastEndedAt')
      .limit(PAGE);
    for (let page = await packs.get(); page.size > 0; page = await packs.startAfter(page.docs.at(-1)).get()) {
      for (const doc of page.docs) {
        const rows = unpackRows(decodeStored(UsageLog, doc.data()).bytes);
        yield rows.filter(({ fact, endedAtMs }) => fact === 'ended' && endedAtMs >= sinceMs);
      }
      if (page.size < PAGE) break;
    }
  }
}
