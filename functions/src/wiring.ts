import { type App, getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { adminReducers } from './admin/admin-reducers.ts';
import type { ConfigurationServices } from './admin/update-credit-configuration.ts';
import { builtInOperations, type JobName, type JobState, type Operations } from './contract/index.ts';
import type { LongTask } from './generation/calls/generate.ts';
import { endWork } from './generation/end-work.ts';
import { createFileStore } from './generation/outputs/create-file-store.ts';
import { createOutputStore } from './generation/outputs/create-output-store.ts';
import { createFileLinks } from './generation/outputs/file-links.ts';
import type { ModelRun } from './generation/providers/models/model-run.ts';
import { openai } from './generation/providers/openai.ts';
import { providers as builtInProviders, registerProviders } from './generation/providers/registry.ts';
import type { Provider } from './generation/providers/run/define-provider.ts';
import type { ReelTask } from './generation/reel/reel-services.ts';
import type { RunModel } from './generation/runners/create-model-runner.ts';
import { createRunningWork } from './generation/running-work.ts';
import { createMeter } from './meter/lane/meter.ts';
import { announce } from './notifications/announcements/announce.ts';
import { createFindRecipients } from './notifications/announcements/find-recipients.ts';
import { createSendMail } from './notifications/email/mail-transport.ts';
import { sendEmail } from './notifications/email/send-email.ts';
import { createUnsubscribeLinks } from './notifications/email/unsubscribe-links.ts';
import { createPublisher, publishingHooks } from './notifications/endpoints/publisher.ts';
import { sendToEndpoint } from './notifications/endpoints/send-to-endpoint.ts';
import { ledgerHooks } from './notifications/events/ledger-hooks.ts';
import { createNotifier } from './notifications/notifier.ts';
import { createOutbox, type DeliveryTask } from './notifications/outbox/outbox.ts';
import { sendReminders } from './notifications/send-reminders.ts';
import { allotSubscriptions } from './payments/monthly-credits/allot-subscriptions.ts';
import { paymentReducers } from './payments/payment-reducers.ts';
import { reconcileStripe } from './payments/reconciliation/reconcile-stripe.ts';
import { createLazyStripe } from './payments/stripe/lazy-stripe.ts';
import { deleteCustomer, endPayments } from './payments/suspension/end-payments.ts';
import { pausePayments } from './payments/suspension/pause-payments.ts';
import { createTopUpQueue, type TopUpTask } from './payments/top-ups/top-up-queue.ts';
import { retryParkedEvents } from './payments/webhooks/retry-parked-events.ts';
import { type Payer, paysPersonally } from './platform/calls/call-context.ts';
import {
  allowsPrivateReceivers,
  digestKey,
  hasAutomaticTax,
  heartbeatUrl,
  instanceId,
  isLive,
  mailEventsToken,
  mailServer,
  outputPlace,
  pagerdutyAddress,
  REGION,
  sealSecrets,
  sendsEmail,
  siteAddress,
  stripeServer,
  webhookSecret,
} from './platform/deploy/config.ts';
import { createTaskQueue } from './platform/deploy/task-queue.ts';
import { createIdentities, type FindRole } from './platform/identity/identities.ts';
import { verifyGuest } from './platform/identity/verify-guest.ts';
import { createEndpointKeys } from './platform/receivers/endpoint-keys.ts';
import { createSendRequest } from './platform/receivers/send-request.ts';
import { createReadStaffSettings } from './platform/signals/read-staff-settings.ts';
import { createRecordAlert } from './platform/signals/record-alert.ts';
import { createServerMetrics } from './platform/signals/server-metrics.ts';
import { createActivities } from './platform/store/activities.ts';
import { type Catalogs, createCatalogs } from './platform/store/catalogs.ts';
import { createPlanOf } from './platform/store/plan-of.ts';
import { prefixCollections } from './platform/store/prefix-collections.ts';
import { createReels } from './platform/store/reels.ts';
import { type Hooks, joinHooks } from './platform/store/run-hooks.ts';
import { createStore } from './platform/store/store.ts';
import { eraseAccounts } from './privacy/erase-accounts.ts';
import { eraseDeletedUser } from './privacy/erase-deleted-user.ts';
import { privacyReducers } from './privacy/privacy-reducers.ts';
import { accountOpened } from './safety/account-opened.ts';
import { createAddressCounter } from './safety/address-counter.ts';
import { createBlocks } from './safety/blocks.ts';
import { createCountUp } from './safety/count-up.ts';
import { createCheckEligibility } from './safety/create-check-eligibility.ts';
import { createGuard } from './safety/create-guard.ts';
import { createAskOpenai } from './safety/moderation/ask-openai.ts';
import { createModerate } from './safety/moderation/create-moderate.ts';
import { createRecordSignal } from './safety/record-signal.ts';
import { createRejectionLog } from './safety/rejection-log.ts';
import { createAgreementChecks } from './safety/terms/create-agreement-checks.ts';
import { refreshHealth } from './upkeep/health/refresh-health.ts';
import { withHeartbeat } from './upkeep/health/with-heartbeat.ts';
import { createJobs } from './upkeep/jobs.ts';
import { sendReports } from './upkeep/reports/send-reports.ts';
import type { Jobs } from './upkeep/run-job-now.ts';
import { eraseAuditTexts } from './upkeep/seals/erase-audit-texts.ts';
import { loggedActivities } from './upkeep/usage/logged-activities.ts';
import { createReadTotals } from './upkeep/usage/read-totals.ts';
import { usageSince } from './upkeep/usage/usage-since.ts';

/** What a deployment decides: which Firebase app it is in, where it runs, what its collections are called and who pays. */
export interface ServicesOptions {
  /** Absent: the default app. */
  readonly app?: App;
  /** Where the functions run, for the queues that call them. */
  readonly region?: string;
  /** What the name of every collection begins with. */
  readonly collectionPrefix?: string;
  readonly payer?: Payer;
  /** What runs after commits that moved credits. */
  readonly hooks?: Hooks;
  /** Whether users are notified of their credits. */
  readonly notifies?: boolean;
  /** The kinds of work that can be sold; absent: Firemeter's own. */
  readonly operations?: Operations;
  /** The providers that Firemeter calls; absent: all built-in ones. */
  readonly providers?: readonly Provider[];
  /** Returns a staff member's role; absent: the documents of `staff` are read. */
  readonly staff?: FindRole;
  /** Returns a catalog that may have to be published first. */
  readonly prepareCatalogs?: (services: CatalogServices) => Catalogs;
}

/** The services for reading and publishing a catalog. */
export type CatalogServices = ConfigurationServices & { readonly catalogs: Catalogs };

/** Everything the handlers need. */
export type Services = ReturnType<typeof createServices>['services'];

/** Makes everything the handlers and jobs need: once per instance. */
export function createServices({
  app = getApp(),
  region = REGION,
  collectionPrefix = '',
  payer = paysPersonally,
  hooks = {},
  notifies = false,
  operations = builtInOperations,
  providers = builtInProviders,
  staff,
  prepareCatalogs = ({ catalogs }) => catalogs,
}: ServicesOptions = {}) {
  const db = prefixCollections(getFirestore(app), collectionPrefix);
  const auth = getAuth(app);
  const now = Date.now;
  const activities = createActivities(db);
  const reelWork = createTaskQueue<ReelTask>({ app, region, functionName: 'runReel' });
  const links = createFileLinks({ key: () => digestKey.value(), now });
  const longWork = createTaskQueue<LongTask>({ app, region, functionName: 'runLongWork' });
  const priorityWork = createTaskQueue<LongTask | ReelTask>({ app, region, functionName: 'runPriorityWork' });
  const recordAlert = createRecordAlert({ db, now });
  const meter = createMeter({
    store: createStore(db),
    reducers: { ...paymentReducers, ...adminReducers, ...privacyReducers },
    now,
    recordAlert,
  });
  const { connectProviders, providerChecks, ...registered } = registerProviders(providers);
  const { offersOf } = registered;
  const published = createCatalogs({ db, offersOf });
  const catalogs = prepareCatalogs({ db, now, operations, ...registered, catalogs: published });
  const keyOfDigests = () => digestKey.value();
  const recordSignal = createRecordSignal({ db, meter, now });
  const countUp = createCountUp({ app, db });
  const blocks = createBlocks({ db, now });
  const agreements = createAgreementChecks({ db, now });
  const identities = createIdentities({ auth, db, now, ...(staff && { findRole: staff }) });

  const unsubscribeLinks = createUnsubscribeLinks(keyOfDigests);
  const endpointKeys = createEndpointKeys(keyOfDigests);
  const sendRequest = createSendRequest({ allowsPrivate: allowsPrivateReceivers });
  const sending = { db, now, mailServer, sendMail: createSendMail(db), siteAddress };
  const emailServices = { ...sending, auth, links: unsubscribeLinks, digestKey: keyOfDigests };
  const endpointServices = { ...sending, endpointKeys, sendRequest, pagerdutyAddress };
  const outbox = createOutbox({
    ...{ db, now },
    queue: createTaskQueue<DeliveryTask>({ app, region, functionName: 'deliverMessage' }),
    send: async (deliveryId, delivery) => {
      const { uid, endpointId } = delivery;
      if (uid !== null) return sendEmail(emailServices, deliveryId, { ...delivery, uid });
      if (endpointId === null) return { state: 'failed', result: 'no-recipient' };
      return sendToEndpoint(endpointServices, deliveryId, { ...delivery, endpointId });
    },
  });
  const publisher = createPublisher({ db, now, outbox });
  const notifier = createNotifier({ db, now, outbox, sendsEmail });
  const notifying = ledgerHooks({ db, now, catalogs, operations, notifier });
  const ownHooks = notifies ? joinHooks(notifying, publishingHooks(publisher)) : {};

  const services = {
    db,
    auth,
    now,
    instanceId,
    activities,
    catalogs,
    meter,
    operations,
    recordSignal,
    agreements,
    identities,
    payer,
    hooks: joinHooks(hooks, ownHooks),
    notifies,
    notifier,
    outbox,
    endpointKeys,
    allowsPrivateReceivers,
    mailEventsToken,
    unsubscribeLinks,
    collectionPrefix,
    totalsByAccount: createReadTotals({ db, now }),
    staffSettings: createReadStaffSettings(db),
    checkEligibility: createCheckEligibility({ db, identities, blocks }),
    guard: createGuard({
      blocks,
      agreements,
      addresses: createAddressCounter({ countUp, now }),
      catalogs,
      recordSignal,
      rejections: createRejectionLog({ db, now }),
      digestKey: keyOfDigests,
      now,
    }),
    accountOpened: accountOpened({ countUp, recordSignal, digestKey: keyOfDigests, now }),
    digestKey: keyOfDigests,
    moderate: createModerate({ db, now, ask: createAskOpenai(openai.server) }),
    runningWork: createRunningWork({ activities, worker: instanceId }),
    enqueue: (task: LongTask) => (task.priority ? priorityWork : longWork).add(task.activityId, task),
    reels: createReels({ db, now }),
    enqueueReel: (task: ReelTask, attempt: string) =>
      (task.priority ? priorityWork : reelWork).add(`${task.reelId} ${attempt}`, task),
    planOf: createPlanOf({ db, now }),
    guestOf: (token: string) => verifyGuest(auth, token),
    serverMetrics: createServerMetrics({ db, now }),
    links,
    outputPlace,
    outputs: createOutputStore(createFileStore({ app, place: outputPlace, links, now })),
    stripe: createLazyStripe(stripeServer),
    topUps: createTopUpQueue({
      queue: createTaskQueue<TopUpTask>({ app, region, functionName: 'runTopUp' }),
      now,
    }),
    isLive,
    webhookSecret,
    sealSecrets,
    siteAddress,
    hasAutomaticTax,
    ...registered,
    moderationSecrets: providers.includes(openai) && openai.secret ? [openai.secret.name] : [],
    jobEnded: (name: JobName, state: JobState) => refreshHealth({ db, now }, name, state),
    runModel: async (run: ModelRun) => (await loadModelRunner())(run),
  };

  const erasing = {
    ...services,
    endWork: (uid: string) => endWork(services, uid),
    endPayments: (accountId: string) => endPayments(services, accountId),
    deleteCustomer: (accountId: string) => deleteCustomer(services, accountId),
    loggedActivities: () => loggedActivities(db),
    eraseAuditTexts,
    announceErased: (accountId: string) => {
      const event = {
        name: 'account.erased',
        eventId: `erased-${accountId}`,
        accountId,
        atMs: now(),
      } as const;
      return notifies ? publisher.publish(event) : Promise.resolve();
    },
  };

  const upkeep = createJobs({
    ...services,
    providerChecks,
    userDeleted: (uid, traceId) => eraseDeletedUser(erasing, { uid, traceId }),
  });
  const usage = (sinceMs: number) => usageSince(db, sinceMs);
  const findRecipients = createFindRecipients({ db, now, usageSince: usage });
  const announcing = { db, now, notifier, findRecipients };
  const jobs: Jobs = {
    ...upkeep,
    health: withHeartbeat(upkeep.health, { heartbeatUrl, sendRequest }),
    eraseAccounts: eraseAccounts(erasing),
    allotSubscriptions: allotSubscriptions(services),
    pausePayments: pausePayments(services),
    retryParkedEvents: retryParkedEvents(services),
    reconcileStripe: reconcileStripe(services),
    sendReminders: { name: 'sendReminders', run: (run) => sendReminders({ db, now, notifier }, run) },
    sendReports: { name: 'sendReports', run: () => sendReports({ db, now, publisher }) },
    deliverOutbox: {
      name: 'deliverOutbox',
      run: async (run) => ({ ...(await outbox.sweep()), ...(await announce(announcing, run)) }),
    },
  };

  /** Most functions run no model, and parameters have their values only while a function runs. */
  let loading: Promise<RunModel> | null = null;
  function loadModelRunner(): Promise<RunModel> {
    loading ??= import('./generation/runners/create-model-runner.ts').then(({ createModelRunner }) =>
      createModelRunner({ providers: connectProviders() }),
    );
    return loading;
  }

  return { services, jobs, erasing };
}
