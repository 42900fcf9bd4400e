import type { Response } from 'express';
import type { DocumentSnapshot, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Change, CloudFunction } from 'firebase-functions';
import { type FirestoreEvent, onDocumentCreated, onDocumentWritten } from 'firebase-functions/firestore';
import {
  type CallableFunction,
  type CallableOptions,
  type HttpsFunction,
  type HttpsOptions,
  onRequest,
  type Request,
} from 'firebase-functions/https';
import type { GlobalOptions } from 'firebase-functions/options';
import { onSchedule, type ScheduleFunction, type ScheduleOptions } from 'firebase-functions/scheduler';
import { onTaskDispatched, type TaskQueueFunction, type TaskQueueOptions } from 'firebase-functions/tasks';
import type { DeploymentOptions } from 'firebase-functions/v1';
import { UserBuilder, type UserOptions } from 'firebase-functions/v1/auth';
import type { z } from 'zod';
import { assertNever, type CallableName, type ChunkOf, jobs, type ResponseOf } from '../../contract/index.ts';
import { traceOf } from '../calls/call-context.ts';
import { type AppCheck, createCallable, type Handler, type MetricServices } from '../calls/callable.ts';
import type { GuardServices } from '../calls/guard.ts';
import { newTraceId, withTrace } from '../signals/trace.ts';
import type { Job } from './job.ts';
import { type JobServices, runJob } from './run-job.ts';

/** A callable of the contract, guarded. */
export interface CallableRow<N extends CallableName> {
  readonly kind: 'callable';
  readonly options?: CallableOptions;
  readonly handler: Handler<N>;
}

/** Work that a queue dispatches until it succeeds. */
export interface TaskRow {
  readonly kind: 'task';
  readonly options: TaskQueueOptions;
  readonly handler: (data: unknown) => Promise<unknown>;
}

/** A job of the contract, with the schedule from there. */
export interface ScheduleRow {
  readonly kind: 'schedule';
  readonly options?: Omit<ScheduleOptions, 'schedule'>;
  readonly job: Job;
}

export interface HttpRow {
  readonly kind: 'http';
  readonly options: HttpsOptions;
  readonly handler: (request: Request, response: Response) => void | Promise<void>;
}

/** Work that runs for each created document until it succeeds. */
export interface CreatedRow {
  readonly kind: 'created';
  /** The path of the documents, such as `ledger/{entryId}`. */
  readonly document: string;
  readonly handler: (snapshot: QueryDocumentSnapshot) => Promise<void>;
}

/** Work for each change of a document, until it succeeds. */
export interface WrittenRow {
  readonly kind: 'written';
  readonly document: string;
  readonly handler: (change: Change<DocumentSnapshot>) => Promise<void>;
}

/**
 * Work for each user who is deleted in Firebase Auth, until it succeeds. Auth has triggers of the first generation only, whose
 * options are fewer.
 */
export interface UserDeletedRow {
  readonly kind: 'user-deleted';
  readonly options: { readonly timeoutSeconds: number; readonly secrets?: string[] };
  readonly handler: (uid: string, traceId: string) => Promise<void>;
}

/** Null: it is not deployed. */
type Row =
  | (CallableRow<CallableName> | TaskRow | ScheduleRow | HttpRow)
  | (CreatedRow | WrittenRow | UserDeletedRow | null);

type CreatedEvent = FirestoreEvent<QueryDocumentSnapshot | undefined>;
type DeletedFunction = ReturnType<UserBuilder['onDelete']>;
type WrittenEvent = FirestoreEvent<Change<DocumentSnapshot> | undefined>;

type Deployed<R> =
  R extends CallableRow<infer N>
    ? CallableFunction<unknown, Promise<ResponseOf<N>>, ChunkOf<N>>
    : R extends TaskRow
      ? TaskQueueFunction
      : R extends ScheduleRow
        ? ScheduleFunction
        : R extends CreatedRow
          ? CloudFunction<CreatedEvent>
          : R extends WrittenRow
            ? CloudFunction<WrittenEvent>
            : R extends UserDeletedRow
              ? DeletedFunction
              : R extends HttpRow
                ? HttpsFunction
                : null;

/** Jobs read many documents, so they have more time. */
const jobDefaults = { timeZone: 'Etc/UTC', timeoutSeconds: 540 };

/** Returns the row of a task with a schema. */
export function task<S extends z.ZodType>(
  schema: S,
  { options, handler }: { options: TaskQueueOptions; handler: (task: z.output<S>) => Promise<unknown> },
): TaskRow {
  return { kind: 'task', options, handler: (data) => handler(schema.parse(data)) };
}

/**
 * Creates a function for each row of a table, under its name. Sets nothing for functions outside the table, so a host
 * app keeps its own options.
 */
export function deploy<T extends { readonly [N in keyof T]: Row }>(
  table: T,
  {
    services,
    defaults,
    appCheck = 'enforce',
  }: {
    services: GuardServices & JobServices & MetricServices;
    defaults: GlobalOptions;
    appCheck?: AppCheck;
  },
): { [N in keyof T]: Deployed<T[N]> } {
  const callable = createCallable(services, { appCheck });
  const toFunction = (name: string, row: Row) => {
    if (!row) return null;
    const options = { ...defaults, ...('options' in row ? row.options : {}) };
    switch (row.kind) {
      case 'callable':
        return callable(name as CallableName, options, row.handler);
      case 'task':
        return onTaskDispatched(options as TaskQueueOptions, async ({ data, headers }) => {
          await withTrace(traceOf({}, headers ?? {}), () => row.handler(data));
        });
      case 'schedule':
        return onSchedule(
          {
            ...defaults,
            ...jobDefaults,
            ...row.options,
            schedule: jobs[row.job.name].schedule,
          } as ScheduleOptions,
          async () => {
            const traceId = newTraceId();
            const run = () => runJob(services, row.job, { traceId, byHand: null });
            await withTrace({ traceId, parentId: null, isSampled: true }, run);
          },
        );
      case 'http':
        return onRequest(options as HttpsOptions, row.handler);
      case 'created':
        return onDocumentCreated({ ...defaults, document: row.document, retry: true }, async ({ data }) => {
          if (data) await row.handler(data);
        });
      case 'written':
        return onDocumentWritten({ ...defaults, document: row.document, retry: true }, async ({ data }) => {
          if (data) await row.handler(data);
        });
      case 'user-deleted':
        return onUserDeleted(defaults, row);
      default:
        return assertNever(row);
    }
  };
  const rows = Object.entries<Row>(table).map(([name, row]) => [name, toFunction(name, row)]);
  return Object.fromEntries(rows);
}

/** The regions of functions of the first generation, as `firebase-functions/v1` lists them. */
export const FIRST_GENERATION_REGIONS: readonly string[] = [
  ...['us-central1', 'us-east1', 'us-east4', 'us-west2', 'us-west3', 'us-west4'],
  ...['europe-central2', 'europe-west1', 'europe-west2', 'europe-west3', 'europe-west6'],
  ...['asia-east1', 'asia-east2', 'asia-northeast1', 'asia-northeast2', 'asia-northeast3'],
  ...['asia-south1', 'asia-southeast1', 'asia-southeast2'],
  ...['northamerica-northeast1', 'southamerica-east1', 'australia-southeast1'],
];
/** Where functions of the first generation run if their own region has only later ones. */
const FALLBACK_REGION = 'us-central1';

/** The SDK's own way to give options is `firebase-functions/v1`, which loads every trigger of the first generation. */
const Builder = UserBuilder as unknown as new (
  resource: () => string,
  options: DeploymentOptions,
  userOptions: UserOptions,
) => UserBuilder;

function onUserDeleted(
  { region, maxInstances }: GlobalOptions,
  { options, handler }: UserDeletedRow,
): DeletedFunction {
  const isThere = FIRST_GENERATION_REGIONS.includes(String(region));
  const deployed: DeploymentOptions = {
    ...options,
    regions: [isThere ? String(region) : FALLBACK_REGION],
    ...{ memory: '512MB', maxInstances: Number(maxInstances), failurePolicy: true },
  };
  const resource = () => `projects/${process.env.GCLOUD_PROJECT}`;
  return new Builder(resource, deployed, {}).onDelete(async ({ uid }) => {
    const traceId = newTraceId();
    await withTrace({ traceId, parentId: null, isSampled: true }, () => handler(uid, traceId));
  });
}
