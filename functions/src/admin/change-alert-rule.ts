import type { Firestore } from 'firebase-admin/firestore';
import {
  ALERT_RULES_CONFIG,
  AlertRules,
  AppError,
  AuditEntry,
  assertFreshRequestId,
  fitsCondition,
  type RequestOf,
  rulesInForce,
} from '../contract/index.ts';
import { attribution } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/**
 * Changes a rule of alerts, once per request id, with an audit entry in the same commit.
 * @throws AppError `version-conflict` when others were changed since those that this was made from
 */
export function changeAlertRule({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'changeAlertRule'> {
  return async (request, context) => {
    const nowMs = now();
    assertFreshRequestId(request.requestId, nowMs);
    if (request.rule && !fitsCondition(request.condition, request.rule)) {
      throw new AppError('invalid-argument', { reason: 'alert-rule' });
    }
    const reference = collection(db, 'config').doc(ALERT_RULES_CONFIG);
    const audit = collection(db, 'audit').doc(`alert-rule-${request.requestId}`);
    const [done, stored] = await db.getAll(audit, reference);
    if (done?.exists) return { version: done.get('after.version') as number };
    const was = (stored && decodeDocument(AlertRules, stored)) ?? null;
    const version = was?.value.version ?? 0;
    if (version !== request.baseVersion) throw changedMeanwhile(version);
    const rules = nextRules(was?.value.rules ?? {}, request);
    const next: AlertRules = {
      schemaVersion: 1,
      ...was?.value,
      ...{ version: version + 1, rules, updatedAt: nowMs },
    };
    const [before, after] = [was?.value ?? null, next].map((all) => rulesInForce(all)[request.condition]);
    const entry: AuditEntry = {
      schemaVersion: 1,
      ...attribution(context),
      action: 'change-alert-rule',
      target: `alert_rules/${request.condition}`,
      before: before ?? null,
      after: after ? { ...after, version: next.version } : null,
      reason: request.reason,
      createdAt: nowMs,
    };
    const batch = db.batch();
    const data = await encodeDocument(db, AlertRules, next);
    writeOver(batch, reference, { was: was?.version ?? null, data });
    batch.create(audit, await encodeDocument(db, AuditEntry, entry));
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return { version: next.version };
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}

function nextRules(
  rules: AlertRules['rules'],
  { condition, rule }: Pick<RequestOf<'changeAlertRule'>, 'condition' | 'rule'>,
): AlertRules['rules'] {
  const { [condition]: _, ...others } = rules;
  return rule ? { ...others, [condition]: rule } : others;
}

function changedMeanwhile(catalogVersion: number): AppError {
  return new AppError('version-conflict', { reason: 'rules-changed', catalogVersion });
}
