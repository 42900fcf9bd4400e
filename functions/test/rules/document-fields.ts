import { z } from 'zod';
import * as documents from '../../src/contract/documents.ts';
import { collections } from '../../src/contract/index.ts';
import { Milestones } from '../../src/contract/milestones.ts';
import * as payments from '../../src/contract/payments.ts';
import * as seals from '../../src/contract/seals/seal-documents.ts';
import { Time, TimeMs } from '../../src/contract/time.ts';
import * as usage from '../../src/contract/usage-log.ts';

export type Collection = (typeof collections)[keyof typeof collections];
export const allCollections = Object.values(collections);

/** What is in each collection; nothing while the contract has no schema for it. */
const schemas: Record<Collection, readonly z.ZodObject[]> = {
  accounts: [documents.Account],
  ai_activity: [documents.Activity],
  credit_logs: documents.LedgerEntry.options,
  prompts: [documents.Prompt],
  results: [documents.Result],
  rate_limits: [documents.AddressTurns, documents.AddressCounts],
  abuse_detection: [documents.AbuseSignal],
  admin_audit_logs: [documents.AuditEntry],
  rejections: [documents.Rejections],
  system_config: [
    documents.BlockList,
    documents.HealthReport,
    documents.PublishedCatalog,
    documents.PublishedModeration,
    documents.StoreSchema,
    payments.ReconciliationReport,
    seals.AuditVerification,
    seals.SealKeys,
  ],
  catalog_versions: [documents.CatalogVersion],
  reels: [documents.Reel],
  payments: [payments.Payment],
  stripe_events: [payments.StripeEvent],
  billing: [payments.Billing],
  jobs: [documents.JobState],
  ledger_reports: [documents.LedgerReport],
  ledger_checkpoints: [documents.LedgerCheckpoint],
  usage_logs: [usage.UsageLog],
  usage_log_heads: [usage.UsageLogHead, usage.RollUpHead],
  usage_rollups: [usage.UsageRollUp],
  account_rollups: [usage.AccountRollUps],
  milestones: [Milestones],
  alerts: [documents.Alert],
  staff: [documents.StaffMember],
  people: [documents.UserProfile],
  ledger_seals: [seals.LedgerSeal],
  audit_seals: [seals.AuditSeal],
  audit_salts: [seals.AuditSalts],
};

/** The schemas of documents that the contract has and no collection here. */
export function strayDocumentSchemas(): string[] {
  const placed = new Set<unknown>(Object.values(schemas).flat());
  return Object.entries({ ...documents, ...payments, ...seals, ...usage }).flatMap(([name, schema]) => {
    const options = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
    const isStray = options.some(
      (o) => o instanceof z.ZodObject && 'schemaVersion' in o.shape && !placed.has(o),
    );
    return isStray ? [name] : [];
  });
}

export function fieldsOf(collection: Collection): string[] {
  return [...new Set(schemas[collection].flatMap(({ shape }) => Object.keys(shape)))];
}

/** The fields of a collection that grow with time, or hold a map or a list. */
export function growingFieldsOf(collection: Collection): string[] {
  const grows = schemas[collection].flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([name, field]) => (isGrowing(field) || isTimeOrdered(name) ? [name] : [])),
  );
  return [...new Set(grows)];
}

/** The ids of requests are UUIDv7: the later the greater. */
const isTimeOrdered = (name: string) => name === 'requestId';

function isGrowing(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return isGrowing(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.some(isGrowing);
  return (
    schema === Time ||
    schema === TimeMs ||
    schema instanceof z.ZodArray ||
    schema instanceof z.ZodRecord ||
    schema instanceof z.ZodObject
  );
}
