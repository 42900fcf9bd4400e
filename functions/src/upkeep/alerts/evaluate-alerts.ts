import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import {
  ALERT_RULES_CONFIG,
  ALERT_STATE_CONFIG,
  Alert,
  type AlertEpisodes,
  AlertRules,
  AlertState,
  NEW_ALERT,
  NO_ALERTS,
  rulesInForce,
} from '../../contract/index.ts';
import type { Counts } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { type Evaluation, evaluateRules } from './evaluate.ts';
import { readFacts } from './read-facts.ts';

const MAX_TRIES = 5;

export interface AlertServices {
  readonly db: Firestore;
  readonly now: () => number;
}

/**
 * Looks at everything that has a rule, fires what begins and resolves what is over. One commit over the state as it was
 * read does both, so that of two runs at once each alert is fired by one. Without news nothing is written.
 */
export async function evaluateAlerts(services: AlertServices): Promise<Counts> {
  const { db, now } = services;
  const rulesReference = collection(db, 'config').doc(ALERT_RULES_CONFIG);
  const stateReference = collection(db, 'config').doc(ALERT_STATE_CONFIG);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const [changed, stored] = await db.getAll(rulesReference, stateReference);
    const rules = rulesInForce((changed && decodeDocument(AlertRules, changed)?.value) ?? null);
    const was = (stored && decodeDocument(AlertState, stored)) ?? null;
    const before = was?.value.state ?? NO_ALERTS;
    const nowMs = now();
    const facts = await readFacts({ db, rules, nowMs }, before.usage);
    const evaluation = evaluateRules(before, { rules, facts, nowMs });
    const state: AlertEpisodes = { ...evaluation.state, usage: facts.usage };
    const counts = {
      fired: evaluation.fired.length,
      resolved: evaluation.resolved.length,
      open: state.open.length,
    };
    if (isDeepStrictEqual(state, before)) return counts;
    const batch = db.batch();
    const data = await encodeDocument(db, AlertState, { schemaVersion: 1, ...was?.value, state });
    writeOver(batch, stateReference, { was: was?.version ?? null, data });
    await writeAlerts(services, batch, evaluation, nowMs);
    if ((await landed(batch.commit(), UNLESS_CONFLICT)) === null) continue;
    for (const { alertId, alert } of evaluation.fired) log.alertRaised({ alertId, ...alert });
    return counts;
  }
  throw new Error('Others kept writing the state of alerts');
}

async function writeAlerts(
  { db }: AlertServices,
  batch: FirebaseFirestore.WriteBatch,
  { fired, resolved }: Evaluation,
  nowMs: number,
): Promise<void> {
  for (const { alertId, alert, rule } of fired) {
    const document: Alert = { schemaVersion: 1, ...NEW_ALERT, ...alert, rule, createdAt: nowMs };
    batch.create(collection(db, 'alerts').doc(alertId), await encodeDocument(db, Alert, document));
  }
  for (const alertId of resolved) {
    batch.update(collection(db, 'alerts').doc(alertId), { resolvedAt: new Date(nowMs) });
  }
}
