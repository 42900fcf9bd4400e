import { setTimeout as sleep } from 'node:timers/promises';
import { ACTIVITY_SHARDS, collections, SECOND_MS } from '@firemeter/functions/contract';
import type { Page } from '@playwright/test';
import type { Firestore } from 'firebase-admin/firestore';
import { framesOf, watchFrames } from '../frames.ts';

const accountId = 'demo-creator';
/** The rows that change, each once a second. */
const changing = 50;
const prompt = 'Explain tides at length [pace 10ms]';

/** Chats at 100 words a second while 50 requests of the same account change each second. @returns the longest task */
export async function chatUnderLoad(
  page: Page,
  { db, forMs }: { db: Firestore; forMs: number },
): Promise<number> {
  const [sample] = (
    await db.collection(collections.activities).where('accountId', '==', accountId).limit(1).get()
  ).docs;
  if (!sample) throw new Error('Nothing was made yet: there is no request to copy.');
  const rows = Array.from({ length: changing }, (_, n) =>
    db.collection(collections.activities).doc(`${accountId}_busy-chat-${n}`),
  );
  const change = async (second: number) => {
    const batch = db.batch();
    for (const [n, row] of rows.entries()) {
      batch.set(row, {
        ...sample.data(),
        requestId: `busy-chat-${n}`,
        promptPreview: `Changes each second ${n}`,
        status: second % 2 ? 'processing' : 'pending',
        createdAt: new Date(),
        shard: n % ACTIVITY_SHARDS,
      });
    }
    await batch.commit();
  };
  await page.getByRole('radio', { name: 'Chat' }).click();
  const box = page.getByRole('textbox', { name: 'Ask anything' });
  await box.waitFor();
  await change(0);
  await watchFrames(page);
  await framesOf(page);
  const endMs = Date.now() + forMs;
  const changes = (async () => {
    for (let second = 1; Date.now() < endMs; second++) await Promise.all([change(second), sleep(SECOND_MS)]);
  })();
  while (Date.now() < endMs) {
    await box.fill(prompt);
    await page.getByRole('button', { name: /^Send · up to/ }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.getByRole('button', { name: /^Send/ }).waitFor({ timeout: 60 * SECOND_MS });
  }
  await changes;
  const { longestTaskMs } = await framesOf(page);
  await Promise.all(rows.map((row) => row.delete()));
  return longestTaskMs;
}
