import { LedgerSeal, ledgerChain, safeDecodeStored, sealHash } from '@firemeter/functions/contract';
import {
  collection,
  type Firestore,
  getDocsFromServer,
  limit,
  orderBy,
  query,
  where,
} from 'firebase/firestore';
import { movementsMatching } from '../../../lib/ledger/ledger-query.ts';
import { readLedgerSums } from '../../../lib/ledger/ledger-sums.ts';
import { type Movement, readMovements } from '../../../lib/ledger/read-movements.ts';
import { type BalanceAfter, runningBalance } from '../../../lib/ledger/running-balance.ts';
import { collections } from '../../../lib/service/firebase/collections.ts';
import type { Month } from '../../../lib/texts/month-range.ts';
import { type StatementFigures, statementFigures } from './statement-figures.ts';

/** A month of an account, with all that moved its credits. */
export interface Statement {
  readonly opening: BalanceAfter;
  readonly closing: BalanceAfter;
  readonly figures: StatementFigures;
  /** Oldest first. */
  readonly movements: readonly Movement[];
  readonly balances: ReadonlyMap<string, BalanceAfter>;
  /** The latest seal of the account; null: nothing is sealed yet. */
  readonly seal: { readonly number: number; readonly sealedAt: number; readonly hash: string } | null;
}

/** Reads the statement of a month from the server. */
export async function readStatement(
  firestore: Firestore,
  { accountId, month }: { readonly accountId: string; readonly month: Month },
): Promise<Statement> {
  const { fromMs, untilMs } = month;
  const [opening, movements, seal] = await Promise.all([
    readLedgerSums(movementsMatching(firestore, accountId, { untilMs: fromMs })),
    readMovements(firestore, { accountId, filter: { fromMs, untilMs } }),
    readSeal(firestore, accountId),
  ]);
  const figures = statementFigures(movements);
  return {
    opening,
    closing: {
      balanceMicros: opening.balanceMicros + figures.totalMicros,
      debtMicros: opening.debtMicros + figures.debtDeltaMicros,
    },
    figures,
    movements: movements.toReversed(),
    balances: runningBalance(movements, opening),
    seal,
  };
}

/** Reads the latest seal. Its fingerprint is computed here, from the stored document. */
async function readSeal(firestore: Firestore, accountId: string): Promise<Statement['seal']> {
  const seals = collection(firestore, collections.ledgerSeals);
  const { docs } = await getDocsFromServer(
    query(seals, where('accountId', '==', accountId), orderBy('number', 'desc'), limit(1)),
  );
  const data = docs[0]?.data();
  const parsed = data && safeDecodeStored(LedgerSeal, data);
  if (!data || !parsed?.success) return null;
  const { number, sealedAt } = parsed.data;
  return { number, sealedAt, hash: await sealHash(ledgerChain(accountId), data) };
}
