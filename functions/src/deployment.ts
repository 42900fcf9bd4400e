import { z } from 'zod';
import { alertEvents, collections, meterEvents } from './contract/index.ts';
import { callableRows, type DeployedServices } from './deployment/callable-rows.ts';
import { delivering, optionsOfModels, paying, queued, running } from './deployment/options.ts';
import { scheduleRows } from './deployment/schedule-rows.ts';
import { LongTask } from './generation/calls/generate.ts';
import { runQueued } from './generation/pipeline.ts';
import { ReelTask } from './generation/reel/reel-services.ts';
import { runReel } from './generation/reel/run-reel.ts';
import { serveApi } from './http/serve-api.ts';
import { notifyOfAudit, notifyOfBilling, notifyOfPayment } from './notifications/notify-of-changes.ts';
import { notifyOfLongWork, notifyOfReel } from './notifications/notify-of-work.ts';
import { DeliveryTask } from './notifications/outbox/outbox.ts';
import { serveMail } from './notifications/serve-mail.ts';
import { runTopUp } from './payments/top-ups/run-top-up.ts';
import { TopUpTask } from './payments/top-ups/top-up-queue.ts';
import { stripeWebhook } from './payments/webhooks/stripe-webhook.ts';
import {
  digestKey,
  mailEventsSecret,
  stripeSecretKey,
  stripeWebhookSecret,
} from './platform/deploy/config.ts';
import {
  type CreatedRow,
  type HttpRow,
  task,
  type UserDeletedRow,
  type WrittenRow,
} from './platform/deploy/deploy.ts';
import { hasHooks, runAlertHooks, runHooks } from './platform/store/run-hooks.ts';
import { eraseDeletedUser } from './privacy/erase-deleted-user.ts';

/**
 * Every function that is deployed: a row each, by name. A callable or a job of the contract without a row does not
 * compile.
 */
export function createDeployment({ services, jobs, erasing }: DeployedServices) {
  const { withModels } = optionsOfModels(services);
  const stripe: HttpRow = {
    kind: 'http',
    options: { secrets: [stripeSecretKey.name, stripeWebhookSecret.name] },
    handler: stripeWebhook(services),
  };
  /** The same over plain HTTP, under `/api` of the site. */
  const api: HttpRow = { kind: 'http', options: { ...running, ...withModels }, handler: serveApi(services) };
  /** Where links of e-mails lead, under `/mail` of the site. */
  const mail: HttpRow = {
    kind: 'http',
    options: { secrets: [digestKey.name, mailEventsSecret.name] },
    handler: serveMail(services),
  };
  const { hooks, collectionPrefix } = services;
  /** Not there without hooks: it would cost a call for each entry. */
  const ledgerEvents: CreatedRow | null = hasHooks(hooks, Object.keys(meterEvents))
    ? {
        kind: 'created',
        document: `${collectionPrefix}${collections.ledger}/{entryId}`,
        handler: (entry) => runHooks(hooks, entry),
      }
    : null;
  const alertChanges: WrittenRow | null = hasHooks(hooks, Object.keys(alertEvents))
    ? {
        kind: 'written',
        document: `${collectionPrefix}${collections.alerts}/{alertId}`,
        handler: (change) => runAlertHooks(hooks, change),
      }
    : null;
  const paymentChanges: WrittenRow = {
    kind: 'written',
    document: `${collectionPrefix}${collections.payments}/{paymentId}`,
    handler: (change) => notifyOfPayment(services, change),
  };
  const billingChanges: WrittenRow = {
    kind: 'written',
    document: `${collectionPrefix}${collections.billing}/{accountId}`,
    handler: (change) => notifyOfBilling(services, change),
  };
  const auditEvents: CreatedRow = {
    kind: 'created',
    document: `${collectionPrefix}${collections.audit}/{entryId}`,
    handler: (entry) => notifyOfAudit(services, entry),
  };
  const eraseDeleted: UserDeletedRow = {
    kind: 'user-deleted',
    options: { ...paying, timeoutSeconds: 300 },
    handler: (uid, traceId) => eraseDeletedUser(erasing, { uid, traceId }),
  };
  const runLong = async (work: LongTask) => {
    await runQueued(services, work);
    await notifyOfLongWork(services, work.activityId);
  };
  const runWholeReel = async (reel: ReelTask) => {
    await runReel(services, reel);
    await notifyOfReel(services, reel);
  };
  return {
    ...callableRows({ services, jobs, erasing }),
    ...scheduleRows(services, jobs),
    runLongWork: task(LongTask, { options: { ...queued, ...withModels }, handler: runLong }),
    runReel: task(ReelTask, { options: { ...queued, ...withModels }, handler: runWholeReel }),
    // Work of subscribers whose plan has priority. It doesn't wait for the work in the other queues.
    runPriorityWork: task(z.union([LongTask, ReelTask]), {
      options: { ...queued, ...withModels },
      handler: (work) => ('activityId' in work ? runLong(work) : runWholeReel(work)),
    }),
    runTopUp: task(TopUpTask, {
      options: {
        ...paying,
        retryConfig: { maxAttempts: 20, minBackoffSeconds: 10, maxBackoffSeconds: 600 },
      },
      handler: (topUp) => runTopUp(services, topUp),
    }),
    deliverMessage: task(DeliveryTask, {
      options: {
        ...delivering,
        timeoutSeconds: 120,
        retryConfig: { maxAttempts: 5, minBackoffSeconds: 60, maxBackoffSeconds: 600 },
      },
      handler: ({ deliveryId }) => services.outbox.deliver(deliveryId),
    }),
    mail,
    stripeWebhook: stripe,
    api,
    ledgerEvents,
    alertChanges,
    paymentChanges,
    billingChanges,
    auditEvents,
    eraseDeletedUser: eraseDeleted,
  };
}
