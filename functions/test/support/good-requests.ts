import { type CallableName, creditsToMicros, TERMS_VERSION } from '../../src/contract/index.ts';
import { newRequestId } from './accounts.ts';

const shownMoney = {
  currency: 'usd',
  shownAmountCents: 1_000,
  catalogVersion: 1,
  termsVersion: TERMS_VERSION,
};

/** One good request of each callable, about a person; every bad one is made from it. */
export const goodRequests = (uid: string): Record<CallableName, () => Record<string, unknown>> => ({
  openAccount: () => ({}),
  generate: () => ({
    requestId: newRequestId(),
    operation: 'image',
    model: 'nano-banana',
    input: { kind: 'image', prompt: 'a kite' },
    shownPriceMicros: creditsToMicros(5),
    catalogVersion: 1,
  }),
  linkToResult: () => ({ requestId: newRequestId() }),
  cancelGeneration: () => ({ requestId: newRequestId() }),
  validateAndDeductCredits: () => ({
    requestId: newRequestId(),
    operation: 'image',
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'a kite',
    shownPriceMicros: creditsToMicros(5),
    catalogVersion: 1,
  }),
  updateAIActivityStatus: () => ({ requestId: newRequestId(), status: 'completed' }),
  mergeGuest: () => ({ guestToken: 'not-a-token' }),
  startReel: () => ({
    requestId: newRequestId(),
    wish: { prompt: 'a fox', scenes: 2, pictures: 1, music: true, polish: false },
    shownPriceMicros: creditsToMicros(50),
    catalogVersion: 1,
  }),
  resumeReel: () => ({ reelId: newRequestId(), shownPriceMicros: 1, catalogVersion: 1 }),
  cancelReel: () => ({ reelId: newRequestId() }),
  grantCreditsToUser: () => ({
    requestId: newRequestId(),
    to: { uid: uid },
    amountMicros: 1,
    source: 'bonus',
    expiresAtMs: null,
    reason: 'thanks',
  }),
  updateModeration: () => ({
    requestId: newRequestId(),
    baseVersion: 0,
    settings: {
      categories: {},
      allowed: [],
      secondStage: { enabled: false, whenUnreachable: 'refuse', timeoutMs: 1_000 },
    },
    reason: 'fewer words',
  }),
  startCheckout: () => ({
    requestId: newRequestId(),
    buy: { kind: 'pack', pack: 'starter' },
    ...shownMoney,
  }),
  buyPackWithSavedCard: () => ({ requestId: newRequestId(), pack: 'starter', ...shownMoney }),
  openBillingPortal: () => ({}),
  changePlan: () => ({ requestId: newRequestId(), plan: 'max', interval: 'month', ...shownMoney }),
  cancelPlan: () => ({ requestId: newRequestId() }),
  resumePlan: () => ({ requestId: newRequestId() }),
  setTopUp: () => ({
    topUp: { belowMicros: 1, pack: 'starter', currency: 'usd', monthlyMaxCents: 1_000 },
    termsVersion: TERMS_VERSION,
  }),
  refundPayment: () => ({
    requestId: newRequestId(),
    paymentId: 'person_1',
    amountCents: null,
    reason: 'asked for it',
  }),
  replayStripeEvent: () => ({ requestId: newRequestId(), eventId: 'evt_1', reason: 'again' }),
  updateCreditConfiguration: () => ({
    action: 'rollBack',
    requestId: newRequestId(),
    baseVersion: 1,
    toVersion: 1,
    reason: 'back',
  }),
  runJob: () => ({ requestId: newRequestId(), job: 'expireStaleHolds', reason: 'now' }),
  changeBlocks: () => ({
    action: 'block',
    requestId: newRequestId(),
    target: { kind: 'address', range: '198.51.100.0/24' },
    reason: 'no',
    expiresAtMs: null,
  }),
  changeAccountStatus: () => ({
    requestId: newRequestId(),
    accountId: uid,
    status: 'suspended',
    reason: 'no',
  }),
});
