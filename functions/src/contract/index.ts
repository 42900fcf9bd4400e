export {
  type CallableName,
  type Caller,
  type ChunkOf,
  callables,
  callers,
  type HoldState,
  type RequestOf,
  type ResponseOf,
  TraceId,
} from './callables.ts';
export {
  Catalog,
  type Limit,
  type Model,
  type Operation,
  type OperationKind,
  Quantity,
  Rate,
} from './catalog.ts';
export { defaultCatalog } from './default-catalog.ts';
export {
  ACTIVITY_SHARDS,
  Account,
  Activity,
  ActivityStatus,
  type Actor,
  AuditEntry,
  activityIdOf,
  balanceMicros,
  CATALOG_CONFIG,
  type ClientFacts,
  collections,
  type DrawnLot,
  LedgerEntry,
  type Lot,
  type LotDescriptor,
  LotSource,
  PublishedCatalog,
  Result,
  Role,
  type Usage,
} from './documents.ts';
export { AppError, assertNever, ErrorCode, type ErrorDetails, errors, WireError } from './errors.ts';
export {
  type GenerationChunk,
  GenerationInput,
  GenerationOutput,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGES,
  MAX_OUTPUT_TOKENS,
  MAX_PROMPT_LENGTH,
  promptOf,
} from './generation.ts';
export { creditsToMicros, formatCredits, MICROS_PER_CREDIT } from './micros.ts';
export { amountMicros, largestQuantity, type Quote, quote } from './pricing.ts';
export { assertFreshRequestId, requestTimeMs } from './request-id.ts';
export { preview, utf8Bytes, wellFormedText } from './text.ts';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Time } from './time.ts';
