import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import type { JobName } from './contract/index.ts';
import type { LongTask } from './generation/generate.ts';
import { createFileStore } from './generation/outputs/create-file-store.ts';
import { createOutputStore } from './generation/outputs/create-output-store.ts';
import { createFileLinks } from './generation/outputs/file-links.ts';
import type { RunModel } from './generation/providers/create-model-runner.ts';
import type { ModelRun } from './generation/providers/model-run.ts';
import { openai } from './generation/providers/openai.ts';
import {
  connectProviders,
  offersOf,
  providerChecks,
  providerLabels,
  reachableProviders,
} from './generation/providers/registry.ts';
import type { ReelTask } from './generation/reel/reel-services.ts';
import { createRunningWork } from './generation/running-work.ts';
import { createMeter } from './meter/meter.ts';
import { allotSubscriptions } from './payments/monthly-credits/allot-subscriptions.ts';
import { paymentReducers } from './payments/payment-reducers.ts';
import { reconcileStripe } from './payments/reconciliation/reconcile-stripe.ts';
import { createLazyStripe } from './payments/stripe/lazy-stripe.ts';
import { pausePayments } from './payments/suspension/pause-payments.ts';
import { createTopUpQueue, type TopUpTask } from './payments/top-ups/top-up-queue.ts';
import { retryParkedEvents } from './payments/webhooks/retry-parked-events.ts';
import { createActivities } from './platform/activities.ts';
import { paysPersonally } from './platform/call-context.ts';
import { createCatalogs } from './platform/catalogs.ts';
import {
  digestKey,
  hasAutomaticTax,
  instanceId,
  isLive,
  outputPlace,
  sealSecrets,
  siteAddress,
  stripeServer,
  webhookSecret,
} from './platform/config.ts';
import { createCountUp } from './platform/count-up.ts';
import { createIdentities } from './platform/identities.ts';
import { createRecordAlert } from './platform/record-alert.ts';
import { createReels } from './platform/reels.ts';
import { createStore } from './platform/store.ts';
import { createTaskQueue } from './platform/task-queue.ts';
import { verifyGuest } from './platform/verify-guest.ts';
import { accountOpened } from './safety/account-opened.ts';
import { createAddressCounter } from './safety/address-counter.ts';
import { createBlocks } from './safety/blocks.ts';
import { createCheckEligibility } from './safety/create-check-eligibility.ts';
import { createGuard } from './safety/create-guard.ts';
import { createAskOpenai } from './safety/moderation/ask-openai.ts';
import { createModerate } from './safety/moderation/create-moderate.ts';
import { createRecordSignal } from './safety/record-signal.ts';
import { createRejectionLog } from './safety/rejection-log.ts';
import { refreshHealth } from './upkeep/health/refresh-health.ts';
import { createJobs } from './upkeep/jobs.ts';
import type { Jobs } from './upkeep/run-job-now.ts';

initializeApp();

const db = getFirestore();
const auth = getAuth();
const now = Date.now;
const activities = createActivities(db);
const reelWork = createTaskQueue<ReelTask>('runReel');
const links = createFileLinks({ key: () => digestKey.value(), now });
const longWork = createTaskQueue<LongTask>('runLongWork');
const recordAlert = createRecordAlert({ db, now });
const meter = createMeter({ store: createStore(db), reducers: paymentReducers, now, recordAlert });
const catalogs = createCatalogs({ db, offersOf });
const keyOfDigests = () => digestKey.value();
const recordSignal = createRecordSignal({ db, meter, now });
const countUp = createCountUp();
const blocks = createBlocks({ db, now });
const identities = createIdentities({ auth, db, now });

/** Everything the handlers need, made once per instance. */
export const services = {
  db,
  auth,
  now,
  instanceId,
  activities,
  catalogs,
  meter,
  recordSignal,
  identities,
  payer: paysPersonally,
  checkEligibility: createCheckEligibility({ db, identities, blocks }),
  guard: createGuard({
    blocks,
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
  enqueue: (task: LongTask) => longWork.add(task.activityId, task),
  reels: createReels({ db, now }),
  enqueueReel: (task: ReelTask, attempt: string) => reelWork.add(`${task.reelId} ${attempt}`, task),
  guestOf: (token: string) => verifyGuest(auth, token),
  links,
  outputPlace,
  outputs: createOutputStore(createFileStore({ place: outputPlace, links, now })),
  stripe: createLazyStripe(stripeServer),
  topUps: createTopUpQueue({ queue: createTaskQueue<TopUpTask>('runTopUp'), now }),
  isLive,
  webhookSecret,
  sealSecrets,
  siteAddress,
  hasAutomaticTax,
  reachableProviders,
  providerLabels,
  offersOf,
  jobEnded: (name: JobName) => refreshHealth({ db, now }, name),
  runModel: async (run: ModelRun) => (await modelRunner())(run),
};

/** What runs by itself. */
export const jobs: Jobs = {
  ...createJobs({ ...services, providerChecks }),
  allotSubscriptions: allotSubscriptions(services),
  pausePayments: pausePayments(services),
  retryParkedEvents: retryParkedEvents(services),
  reconcileStripe: reconcileStripe(services),
};

/** Most functions run no model, and parameters have their values only while a function runs. */
let loading: Promise<RunModel> | null = null;
function modelRunner(): Promise<RunModel> {
  loading ??= import('./generation/providers/create-model-runner.ts').then(({ createModelRunner }) =>
    createModelRunner({ providers: connectProviders() }),
  );
  return loading;
}
