import {
  type CallableName,
  callables,
  creditsToMicros,
  DAY_MS,
  DEFAULT_STAFF_SETTINGS,
  defaultCatalog,
  TERMS_VERSION,
} from '../../../src/contract/index.ts';
import { newRequestId } from '../accounts.ts';

const shownMoney = {
  currency: 'usd',
  shownAmountCents: 1_000,
  catalogVersion: 1,
  termsVersion: TERMS_VERSION,
};

/** One good request of each callable, about a person; every bad one is made from it. */
export const goodRequests = (uid: string): Record<CallableName, () => Record<string, unknown>> => ({
  openAccount: () => ({}),
  agreeToTerms: () => ({ version: 1, via: 'dialog', age: 16, country: 'DE' }),
  generate: () => ({
    requestId: newRequestId(),
    operation: 'image',
    model: 'nano-banana',
    input: { kind: 'image', prompt: 'a kite' },
    label: 'a project',
    shownPriceMicros: creditsToMicros(5),
    catalogVersion: 1,
  }),
  linkToResult: () => ({ requestId: newRequestId() }),
  exportMyData: () => ({ cursor: null }),
  requestErasure: () => ({}),
  undoErasure: () => ({}),
  setLegalHold: () => ({ requestId: newRequestId(), accountId: uid, isHeld: true, reason: 'A lawsuit' }),
  setCaps: () => ({ caps: { dayMicros: creditsToMicros(50), monthMicros: null }, label: 'a project' }),
  removeResults: () => ({ requestIds: [newRequestId()] }),
  markFavorites: () => ({ requestIds: [newRequestId()], isFavorite: true }),
  reportPageError: () => ({
    page: '/history',
    error: 'TypeError',
    frames: ['/assets/index-BX1.js:1:2345'],
  }),
  cancelGeneration: () => ({ requestId: newRequestId() }),
  validateAndDeductCredits: () => ({
    requestId: newRequestId(),
    operation: 'image',
    model: 'nano-banana',
    quantity: { images: 1 },
    prompt: 'a kite',
    label: 'a project',
    shownPriceMicros: creditsToMicros(5),
    catalogVersion: 1,
  }),
  updateAIActivityStatus: () => ({ requestId: newRequestId(), status: 'completed' }),
  mergeGuest: () => ({ guestToken: 'not-a-token' }),
  startReel: () => ({
    requestId: newRequestId(),
    wish: { prompt: 'a fox', scenes: 2, pictures: 1, music: true, polish: false },
    label: 'a project',
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
  setNotificationSettings: () => ({
    ...{ language: 'de', timeZone: 'Europe/Berlin', isTimeZoneChosen: true, serviceEmail: 'digest' },
    ...{ serviceInbox: true, marketing: false, quietHours: { from: 1_320, to: 420 } },
  }),
  markNotificationsRead: () => ({ notificationIds: ['none'] }),
  triageSignal: () => ({ requestId: newRequestId(), signalId: 'none', state: 'watching', note: 'again' }),
  acknowledgeAlert: () => ({ requestId: newRequestId(), alertId: 'none' }),
  changeEndpoint: () => ({
    action: 'create',
    requestId: newRequestId(),
    kind: 'webhook',
    address: 'https://hooks.example.com/firemeter',
    name: 'Books',
    events: ['purchase'],
    alerts: { leastSeverity: 'low', kinds: null },
    reason: 'Our books',
  }),
  replayDeliveries: () => ({
    requestId: newRequestId(),
    deliveryIds: [newRequestId()],
    reason: 'It was down',
  }),
  changeAlertRule: () => ({
    requestId: newRequestId(),
    condition: 'refunds',
    baseVersion: 0,
    rule: { isEnabled: true, severity: 'high', threshold: 3, windowMs: 86_400_000 },
    reason: 'fewer are usual',
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
  // A catalog is read with all of its faults, as for publishing: here, one that is none.
  prepareDisputeEvidence: () => ({ paymentId: `${uid}_none`, disputeId: 'dp_1' }),
  submitDisputeEvidence: () => ({
    requestId: newRequestId(),
    paymentId: `${uid}_none`,
    disputeId: 'dp_1',
    evidence: { product: 'Credits', accessLog: 'None', terms: 'Version 1', explanation: 'Delivered' },
    reason: 'It was delivered',
  }),
  compareMonthWithStripe: () => ({ month: '2026-02' }),
  previewPrices: () => ({ draft: 'no catalog' }),
  updateCreditConfiguration: () => ({
    action: 'rollBack',
    requestId: newRequestId(),
    baseVersion: 1,
    toVersion: 1,
    reason: 'back',
  }),
  updateInsightSettings: () => ({
    requestId: newRequestId(),
    timeZone: 'Asia/Kolkata',
    infrastructure: [{ fromMonth: '2026-01', currency: 'usd', amountCents: 5_000 }],
    reason: 'moved',
  }),
  resolveAlert: () => ({ requestId: newRequestId(), alertId: 'all-books-off', reason: 'repaired' }),
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
  appeal: () => ({ requestId: newRequestId(), text: 'It was not me' }),
  decideAppeal: () => ({
    ...{ requestId: newRequestId(), appealId: `${uid}_1`, outcome: 'upheld' },
    reason: 'It was you',
  }),
  setUnlimited: () => ({ requestId: newRequestId(), accountId: uid, unlimited: true, reason: 'A partner' }),
  findUsers: () => ({
    filter: { text: null, kind: null, are: [], signedUpFromMs: null, signedUpUntilMs: null },
    sort: 'newest',
    cursor: null,
  }),
  lookUpUser: () => ({ uid }),
  takeBackCredits: () => ({
    ...{ requestId: newRequestId(), accountId: uid, amountMicros: 1, lotId: null },
    reason: 'Granted twice',
  }),
  giveBackCredits: () => ({
    requestId: newRequestId(),
    auditId: `take-back-${newRequestId()}`,
    reason: 'A mistake',
  }),
  returnCredits: () => ({
    ...{ requestId: newRequestId(), activityId: `${uid}_${newRequestId()}`, amountMicros: null },
    reason: 'A bad video',
  }),
  resetLimit: () => ({ requestId: newRequestId(), accountId: uid, operation: 'image', reason: 'A demo' }),
  endSessions: () => ({ requestId: newRequestId(), uid, reason: 'A lost phone' }),
  setStaffRole: () => ({ requestId: newRequestId(), uid, role: null, reason: 'Left us' }),
  addStaffNote: () => ({ requestId: newRequestId(), accountId: uid, text: 'Called us' }),
  deleteStaffNote: () => ({ requestId: newRequestId(), noteId: newRequestId() }),
  updateTerms: () => ({
    action: 'publish',
    requestId: newRequestId(),
    baseVersion: 0,
    terms: {
      // Long after any test.
      appliesFromMs: Date.now() + 300 * DAY_MS,
      termsUrl: 'https://example.com/terms',
      privacyUrl: null,
      summary: { en: 'Plans can be paused.', de: 'In German: plans can be paused.' },
      requiresAgreement: true,
    },
    reason: 'Plans can be paused',
  }),
  setPolicies: () => ({
    requestId: newRequestId(),
    refundPromise: {
      boundMs: 300_000,
      goodwillMicros: 1_000_000,
      accountMonthlyMicros: 5_000_000,
      monthlyMicros: 1_000_000_000,
    },
    reason: 'Promised',
  }),
  setStaffSettings: () => ({
    requestId: newRequestId(),
    ...DEFAULT_STAFF_SETTINGS,
    approvalPricePercent: 50,
    contacts: 'Olaf, +49 30 1234567',
    reason: 'Enough',
  }),
  previewBulkGrant: () => ({ entries: [{ to: uid, amountMicros: 1 }] }),
  grantInBulk: () => ({
    requestId: newRequestId(),
    entries: [{ to: uid, amountMicros: 1 }],
    source: 'bonus',
    expiresAtMs: null,
    reason: 'A contest',
  }),
  requestApproval: () => ({
    requestId: newRequestId(),
    action: 'grant-credits',
    request: { to: { uid }, amountMicros: 1, source: 'bonus', expiresAtMs: null },
    reason: 'A partner',
  }),
  decideApproval: () => ({
    requestId: newRequestId(),
    approvalId: newRequestId(),
    decision: 'decline',
    reason: 'No',
  }),
});

const fullQuantity = {
  ...{ images: 1, seconds: 4, characters: 1, inputTokens: 1, outputTokens: 1 },
  variant: 'square',
  counts: { megapixels: 1 },
};

/** Every form that the requests of a callable take, each with all that may be in it. */
export function everyRequest(uid: string): Record<CallableName, Record<string, unknown>[]> {
  const good = goodRequests(uid);
  const forms: Partial<Record<CallableName, Record<string, unknown>[]>> = {
    generate: generateInputs().map((input) => ({
      ...{ ...good.generate(), operation: input.kind, input },
      ...(input.kind === 'chat' && { conversation: { id: newRequestId(), replaces: newRequestId() } }),
    })),
    validateAndDeductCredits: [
      { ...good.validateAndDeductCredits(), quantity: { images: 1, variant: 'square' } },
      {
        ...good.validateAndDeductCredits(),
        ...{ operation: 'video', model: 'veo-3.1-fast' },
        quantity: { seconds: 4, characters: 1, inputTokens: 1, outputTokens: 1, counts: { megapixels: 1 } },
      },
    ],
    updateAIActivityStatus: [
      { requestId: newRequestId(), status: 'processing' },
      { requestId: newRequestId(), status: 'completed', quantity: fullQuantity },
      { requestId: newRequestId(), status: 'failed', reason: 'it broke' },
    ],
    grantCreditsToUser: [
      good.grantCreditsToUser(),
      { ...good.grantCreditsToUser(), to: { email: 'mia@example.com' }, expiresAtMs: Date.now() + 1e9 },
    ],
    changeEndpoint: [
      { ...good.changeEndpoint(), alerts: { leastSeverity: 'low', kinds: ['disputes'] } },
      {
        ...{ ...change(), action: 'update', endpointId: newRequestId(), isOn: true, name: 'Books' },
        ...{ address: 'https://hooks.example.com/', events: ['purchase'] },
        alerts: { leastSeverity: 'low', kinds: ['disputes'] },
      },
      { ...change(), action: 'rotate-secret', endpointId: newRequestId() },
      { ...change(), action: 'delete', endpointId: newRequestId() },
      { action: 'test', requestId: newRequestId(), endpointId: newRequestId() },
    ],
    updateTerms: [
      good.updateTerms(),
      { ...change(), action: 'withdraw', version: 3 },
      { ...change(), action: 'setMinimumAge', minimumAge: { years: 16, byCountry: { AT: 14 } } },
    ],
    updateModeration: [
      {
        ...good.updateModeration(),
        settings: {
          categories: {
            hate: { label: 'Hate', labels: { de: 'Other hate' }, enabled: true, words: ['a word'] },
          },
          allowed: ['a name'],
          secondStage: { enabled: true, whenUnreachable: 'allow', timeoutMs: 1_000 },
        },
      },
    ],
    startCheckout: [
      good.startCheckout(),
      { ...good.startCheckout(), buy: { kind: 'plan', plan: 'plus', interval: 'month' } },
    ],
    cancelPlan: [{ requestId: newRequestId(), subscriptionId: 'sub_1' }],
    resumePlan: [{ requestId: newRequestId(), subscriptionId: 'sub_1' }],
    refundPayment: [{ ...good.refundPayment(), amountCents: 100 }],
    updateCreditConfiguration: [
      good.updateCreditConfiguration(),
      {
        ...{ ...change(), action: 'publish', baseVersion: 1, draft: defaultCatalog },
        announcement: { note: { en: 'Sorry.', de: 'In German: sorry.' } },
      },
      ...[
        { kind: 'all' },
        { kind: 'operation', operation: 'image' },
        { kind: 'model', operation: 'image', model: 'nano-banana' },
        { kind: 'provider', provider: 'google' },
      ].map((target) => ({ ...change(), action: 'switch', target, enabled: true })),
    ],
    changeBlocks: [
      good.changeBlocks(),
      {
        ...good.changeBlocks(),
        target: { kind: 'device', device: 'a'.repeat(64) },
        expiresAtMs: Date.now() + 1e9,
      },
      { ...good.changeBlocks(), target: { kind: 'account', accountId: uid } },
      { action: 'unblock', requestId: newRequestId(), blockId: newRequestId(), reason: 'no' },
    ],
  };
  return Object.fromEntries(
    (Object.keys(callables) as CallableName[]).map((name) => [name, forms[name] ?? [good[name]()]]),
  ) as Record<CallableName, Record<string, unknown>[]>;
}

const change = () => ({ requestId: newRequestId(), reason: 'a test' });

function generateInputs(): ({ kind: string } & Record<string, unknown>)[] {
  const source = newRequestId();
  return [
    { kind: 'image', prompt: 'a kite', variant: 'square', seed: 7 },
    { kind: 'edit', prompt: 'a kite', source },
    { kind: 'video', prompt: 'a kite', seconds: 4 },
    { kind: 'voice', text: 'hello' },
    { kind: 'chat', messages: [{ role: 'user', content: 'hello' }], maxOutputTokens: 100 },
    { kind: 'story', prompt: 'a fox', scenes: 2 },
    { kind: 'narration', text: 'hello' },
    { kind: 'music', prompt: 'a waltz', seconds: 10 },
    { kind: 'captions', text: 'hello', source },
    {
      kind: 'render',
      scenes: [{ image: source, text: 'hello' }],
      narration: source,
      music: source,
      captions: source,
    },
    { kind: 'polish', source },
    { kind: 'upscale', source, factor: 2 },
    { kind: 'upload', name: 'a.png', base64: 'AAAA' },
  ];
}
