import type { ErrorCode } from '../errors.ts';
import { moneyText } from '../money/money.ts';
import {
  anyOf,
  type CapFields,
  creditsText,
  type Fields,
  firstOf,
  type Sentence,
  spender,
} from './sentence.ts';

/**
 * Every error in English, by its code, and by the reason in its details if a code has several sentences. The type of
 * each entry says which details its error carries, and which texts another language must have.
 */
export const en = {
  'invalid-argument': {
    request: ({ issues }: Fields<'issues'>) => `The request is not valid.${firstOf(issues)}`,
    draft: ({ issues }: Fields<'issues'>) => `The draft is not a catalog yet.${firstOf(issues)}`,
    'past-version': ({ catalogVersion, issues }: Fields<'catalogVersion' | 'issues'>) =>
      `Version ${catalogVersion} does not keep today's rules any more.${firstOf(issues)}`,
    unreadable: 'The server couldn’t read this request.',
    'alert-resolves-itself': 'This alert resolves when its condition ends. Acknowledge it instead.',
    'alert-rule': 'This condition takes no such threshold or window.',
    'terms-too-early': 'This version would apply before the one that was published last. Choose a later day.',
    'terms-too-late': 'A version can apply at most a year after it is published. Choose an earlier day.',
    'too-many-terms': ({ max }: Fields<'max'>) =>
      `There are ${max} versions already, which is the most there can be.`,
    'endpoint-address': 'Nothing can be sent to this address. Webhooks need a public address with https.',
    'endpoint-events': 'This kind of endpoint gets no such event.',
    'too-many-endpoints': ({ max }: Fields<'max'>) => `There are ${max} endpoints already. Delete one.`,
    'too-many-label-caps': ({ max }: Fields<'max'>) => `There are caps of ${max} labels already. Remove one.`,
    'not-json': 'The request cannot be read: send JSON.',
    'two-request-ids': 'The header Idempotency-Key and "requestId" differ. Send one.',
    'idempotency-key': 'The header Idempotency-Key has to be a UUID of version 7.',
    'source-kind': ({ requestId, kind, kinds }: Fields<'requestId' | 'kind' | 'kinds'>) =>
      `The request ${requestId} made a ${kind}; this takes a ${anyOf(kinds)}.`,
    'wrong-kind': ({ label, kind }: Fields<'label' | 'kind'>) =>
      `${label} takes an input of the kind "${kind}".`,
    'wrong-length': ({ label, lengths }: Fields<'label' | 'lengths'>) =>
      `${label} makes videos of ${anyOf(lengths)} seconds.`,
    'wrong-size': ({ label, width, height }: Fields<'label' | 'width' | 'height'>) =>
      `${label} makes no images of ${width} × ${height}.`,
    'size-unknown': 'How large this image is was not stored. Choose a newer one, or upload it again.',
    'too-many-pixels': ({ width, height, max }: Fields<'width' | 'height' | 'max'>) =>
      `This would be ${width} × ${height}; at most ${max} megapixels are possible.`,
    'unknown-variant': ({ variant }: Fields<'variant'>) => `There is no variant "${variant}" of this model.`,
    'quantity-missing': ({ field }: Fields<'field'>) =>
      `This is charged by "${field}", which the quantity does not say.`,
    'grant-expired': 'These credits would expire in the past. Choose a later time.',
    'block-over': 'This block would be over before it begins. Choose a later time.',
    'too-many-blocks': ({ max }: Fields<'max'>) =>
      `There are ${max} blocks already. Block a range, or undo some.`,
    'own-block': ({ target }: Fields<'target'>) => `This is your own ${target}: you would lock yourself out.`,
    'own-account': 'This is your own account. Ask another admin to change it.',
    'take-back-too-large': ({ balanceMicros }: Fields<'balanceMicros'>) =>
      `Only ${creditsText(balanceMicros)} granted credits are unspent. Paid and held ones are not taken back.`,
    'return-too-large': ({ priceMicros }: Fields<'priceMicros'>) =>
      `This request was charged ${creditsText(priceMicros)} credits: no more can be returned.`,
    'address-unreadable': 'Write an address such as 203.0.113.7, or a range such as 203.0.113.0/24.',
    'range-too-wide': 'This range is too wide: it would block half the internet.',
    'year-runs': 'A year that was paid for runs to its end. Cancel it, and choose monthly payment then.',
    'cheaper-first': 'Change to the cheaper plan first. Once it runs, it can be paid for by the year.',
    'plan-currency': ({ currency }: Fields<'currency'>) => {
      const name = currency.toUpperCase();
      return `Your plan is paid in ${name}, and a change is too. Look at the prices in ${name}.`;
    },
    'top-up-maximum': 'The maximum for a month is less than one pack costs.',
    'refund-too-large': ({ amountCents, currency }: Fields<'amountCents' | 'currency'>) =>
      `That is more than is left of it: ${moneyText(amountCents, currency)}.`,
    'month-ahead': 'This month has no figures yet. Choose an earlier one.',
    'amount-too-large': 'The amount is more than Stripe takes, or than is left of the payment.',
    'amount-too-small': 'The amount is less than Stripe takes in this currency.',
    'tax-address': 'Stripe cannot compute taxes for this address. Correct it on the checkout page.',
  },
  unauthenticated: {
    'sign-in': 'Sign in first.',
    'sign-in-ended': 'This sign-in was ended. Sign in again.',
    'account-gone': 'There is no such account any more.',
    'account-disabled': 'This account is disabled.',
    'call-repeated': 'This call was made before. Make a new one.',
    'sign-in-old': 'Sign in again first, so that nobody else can do this on your device.',
    'token-missing': 'Send the ID token as "Authorization: Bearer TOKEN".',
    'token-expired': 'The ID token has expired. Get a new one and try again.',
    'token-revoked': 'The ID token was revoked. Sign in again.',
    'token-foreign': 'This is not an ID token of this project.',
  },
  'client-outdated':
    'Firemeter was updated since this page was opened. Nothing was charged. Reload the page.',
  'permission-denied': {
    forbidden: 'You are not allowed to do this.',
    'run-by-server': 'This request runs on the server, which reports its end itself.',
    'run-by-app': 'An app ends this one itself: call updateAIActivityStatus.',
    'account-needed': 'This is for users with an account. Sign up to use it.',
    'role-needed': ({ role }: Fields<'role'>) => `Only a signed-in ${role} may do this.`,
    'daily-limit': ({ balanceMicros }: Fields<'balanceMicros'>) =>
      `You may return ${creditsText(balanceMicros)} more credits today. Ask an admin.`,
    'approval-needed': 'This is above the threshold for one admin. Request the approval of a second one.',
    'own-request': 'You requested this. Another admin has to decide.',
    'last-owner': 'This is the last owner. Make somebody else an owner first.',
    'link-expired': 'This address has expired or is incomplete. Request a new one.',
    'staff-member': 'You are on the staff. Have an owner take your role away first.',
    'uid-unusable': 'This sign-in cannot hold credits: its uid cannot name a document.',
    'not-a-guest': "This is not a guest's token, or it has expired.",
  },
  'not-found': {
    signal: 'There is no such sign of abuse.',
    terms: 'There is no such version of the terms.',
    activity: 'There is no such request.',
    'activity-not-held': 'There is no such request. Call validateAndDeductCredits first.',
    output: 'There is no result for this request, or it is no longer kept.',
    source: ({ requestId }: Fields<'requestId'>) => `There is no result for the request ${requestId}.`,
    'source-gone': 'The result that this starts from is no longer kept.',
    'no-file': ({ kind }: Fields<'kind'>) => `A ${kind} has no file: it is text.`,
    file: 'This file is no longer kept.',
    'no-files': 'Files are not kept here.',
    reel: 'There is no such reel.',
    story: 'The story is no longer kept.',
    address: ({ path }: Fields<'path'>) => `There is nothing at ${path}.`,
    account: 'There is no account with this id. Copy it from the details of a request.',
    'account-closed': 'This account is not open yet. Sign in again to open it.',
    'account-not-open': 'This account is not open yet: POST /api/open-account opens it.',
    user: 'Nobody has signed up with this. Check the spelling.',
    alert: 'There is no such alert.',
    endpoint: 'There is no such endpoint.',
    block: 'This block no longer exists.',
    note: 'This note no longer exists.',
    erasure: 'There is no request for erasure.',
    approval: 'There is no such request for approval.',
    appeal: 'There is no such appeal.',
    'take-back': 'Nothing was taken back under this id.',
    'catalog-version': ({ catalogVersion }: Fields<'catalogVersion'>) =>
      `There is no version ${catalogVersion} to roll back to.`,
    provider: ({ provider }: Fields<'provider'>) => `No model is made by a provider "${provider}".`,
    item: 'This is not sold. Look at what is.',
    pack: 'This pack is not sold. Choose another one.',
    plan: 'There is no plan to change.',
    'saved-card': 'There is no saved card. Pay on the checkout page.',
    'top-up-card': 'There is no saved card. Buy a pack first: its card is saved.',
    invoices: 'There are no invoices yet. Buy something first.',
    payment: 'There is no such payment.',
    dispute: 'This payment has no such dispute.',
    event: 'No such event has come from Stripe.',
    'stripe-event': 'Stripe no longer has this event.',
    'stripe-object': 'Stripe no longer has this. Reload the page.',
  },
  'insufficient-credits': (_: Fields<'priceMicros' | 'balanceMicros'>) =>
    'There are not enough credits for this. Get more, or choose less.',
  'rate-limited': {
    operation: (_: Fields<'retryAfterMs'>) => 'You have reached the limit for this operation. Wait a little.',
    address: (_: Fields<'retryAfterMs'>) => 'Too many requests come from where you are. Wait a little.',
    appeals: (_: Fields<'retryAfterMs'>) => 'You have tried to appeal too often. Wait a little.',
  },
  'cap-reached': {
    day: ({ label }: CapFields) =>
      `This would pass the most that you let ${spender(label)} spend in a day. Raise the cap, or wait for the next day.`,
    month: ({ label }: CapFields) =>
      `This would pass the most that you let ${spender(label)} spend in a month. Raise the cap, or wait for the next month.`,
  },
  'plan-required': ({ label, plans }: Fields<'label' | 'plans'>) =>
    `${label} is part of a plan: ${plans.map((plan) => plan.label).join(', ')}. Subscribe to it, or choose another model.`,
  'guest-limit': (_: Fields<'retryAfterMs'>) => 'Your free turns are used up for now. Sign up to continue.',
  moderated: ({ label }: Fields<'label'>) =>
    `This reads as “${label}”, which is not allowed here. Rephrase it and try again; nothing was charged.`,
  suspended: 'This account is suspended. Write to support to have it reviewed.',
  blocked: 'Your access is blocked. Write to support if you think that is wrong.',
  'agreement-required': {
    terms: (_: Fields<'termsVersion'>) =>
      'The terms have changed. Agree to them in the app, then send the request again.',
    age: ({ age }: Fields<'age'>) => `Confirm that you are at least ${age} years old.`,
  },
  'price-changed': (_: Fields<'catalogVersion'>) =>
    'The price has gone up since it was shown. Look at it again.',
  'version-conflict': {
    'published-meanwhile': ({ catalogVersion }: Fields<'catalogVersion'>) =>
      `Version ${catalogVersion} was published meanwhile. Look at what it changed, then publish again.`,
    'rules-changed': 'Another rule was changed meanwhile. Look at the rules again, then save.',
    terms: 'The terms have changed since they were shown. Read them again.',
  },
  'idempotency-conflict': {
    request: 'This request id was used for another request. Make a new one.',
    grant: 'This request id was used for another grant. Make a new one.',
    reel: 'This request id was used for another reel. Make a new one.',
    block: 'This request id was used for another block. Make a new one.',
    action: 'This request id was used for something else. Make a new one.',
    purchase: 'This request id was used for another purchase. Make a new one.',
    publication: 'This request id has published something else. Make a new one.',
  },
  'request-expired': {
    old: 'This request id is older than 7 days. Make a new one.',
    future: 'This request id is from the future. Check the device clock.',
  },
  'unknown-operation': {
    operation: ({ operation }: Fields<'operation'>) => `There is no operation "${operation}" in the catalog.`,
    'reel-step': ({ kind }: Fields<'kind'>) => `The catalog sells no ${kind}: a reel needs it.`,
    kind: ({ kind }: Fields<'kind'>) => `The catalog sells no ${kind}.`,
    'unknown-kind': ({ label, kind }: Fields<'label' | 'kind'>) =>
      `${label} is work of the kind "${kind}", which is unknown here.`,
  },
  'unknown-model': ({ operation, model }: Fields<'operation' | 'model'>) =>
    `The operation "${operation}" has no model "${model}".`,
  'operation-disabled': {
    model: ({ label }: Fields<'label'>) => `${label} is switched off at the moment. Try another model.`,
    'before-work': 'This operation was switched off before the work began.',
    'during-work': 'This operation was switched off while it was running.',
  },
  'already-settled': {
    activity: ({ endedAs }: Fields<'endedAs'>) => `This request has already ended: ${endedAs}.`,
    reel: 'This reel was stopped for good.',
    'plan-ends':
      'This plan still ends: its end is set at Stripe and cannot be taken back here. Write to support.',
    erasure: 'The seven days are over: your data is being erased.',
    'plan-unpaid': 'A plan is being paid for. Wait until that is done.',
    'has-plan': 'You already have a plan. Change it instead.',
    paid: 'This has been paid already. Look at your payments.',
    'payment-closed': 'This has been paid or cancelled already. Reload the page.',
    'nothing-left': 'There is nothing left of it to refund.',
    refunded: 'This has been refunded in full already. Reload the payment.',
    disputed: 'This payment is disputed: the bank decides, and it cannot be refunded.',
    'dispute-closed': 'The bank has decided this dispute. It takes no more evidence.',
    'evidence-submitted': 'Evidence was submitted for this dispute already. The bank takes it once.',
    event: 'This event has been handled already.',
    'credits-returned': 'The credits of this request were returned already.',
    'nothing-charged': 'Nothing was charged for this request.',
    'given-back': 'This was undone already.',
    decided: 'This was decided already.',
    appealed: 'You have appealed against this suspension already.',
    'not-suspended': 'This account is not suspended.',
    'erasure-requested':
      'The erasure of this account is requested. It can be reinstated only once its user keeps it.',
    'terms-apply':
      'This version of the terms applies already, so it cannot be withdrawn. Publish a new version instead.',
    'terms-withdrawn': 'This version of the terms was withdrawn already.',
    'approval-expired': 'This request for approval has expired. Request it again.',
  },
  'return-limit': {
    reported: 'This app has given back all the credits it may today. Write to support.',
    'never-reported': 'Its end was never reported, after too many returns on one day: charged.',
  },
  'card-declined': {
    declined: 'The card was declined. Use another one.',
    expired: 'The card has expired. Use another one.',
    'limit-reached': 'The card has reached its limit. Use another one, or try again later.',
    'no-money': 'There is not enough money on the card. Use another one.',
    'not-processed': 'The bank could not process this. Try again in a few minutes.',
    'saved-card': 'The saved card cannot be charged any more. Use another one.',
    'security-code': 'The security code is wrong. Enter the card again on the checkout page.',
  },
  'authentication-required': 'Your bank wants you to confirm this. Pay on the checkout page.',
  'payment-rejected': {
    rejected: 'Stripe did not accept this, and nothing has changed. Reload the page, or write to support.',
    'plan-paused': 'Payments for this plan are paused at Stripe, and nothing has changed. Write to support.',
    'renewal-unpaid':
      'The renewal of your plan is not paid yet. Pay it, or save another card for it, and change the plan then.',
    'refund-failed':
      'The bank did not take this refund, and nothing has gone back. See it in Stripe’s dashboard.',
    'evidence-refused':
      'Stripe did not accept this evidence, and nothing was submitted. Its deadline may be over: see it in Stripe’s dashboard.',
    'stripe-balance': 'The Stripe balance does not cover this refund. Add money there, then try again.',
  },
  'payments-unavailable': {
    unreachable: 'Payments cannot be reached. Try again.',
    'not-payable': 'This cannot be paid right now. Try again.',
    unreadable: 'Stripe’s answer could not be read. Look at the payment again in a few minutes.',
    'under-way': 'The same request is still under way. Try again.',
    'stripe-busy': 'Stripe is busy with this. Try again.',
  },
  busy: {
    queue: 'Too busy to take this on. Try again in a moment.',
    lane: 'Too busy to finish in time. Try again.',
    'other-worker': 'Another worker has this. Try again later.',
    'still-running': 'This request is still running. Try again in a moment.',
    'already-running': 'This is already running.',
    'guest-work': 'Something is still running. Try again in a moment.',
    'reel-changed': 'The reel has just changed. Try again.',
    changed: 'It has just changed. Look at it again.',
    publishing: 'Many changes are being published at once. Try again in a moment.',
    'job-running': 'It is running now. Try again when it has ended.',
    'figures-behind': 'The figures are being computed. Try again in a few minutes.',
    identity: 'Who you are cannot be looked up right now. Try again in a moment.',
    updating: 'Firemeter is being updated. Nothing was charged. Try again in a moment.',
    moderation: 'Your prompt cannot be checked right now, and nothing runs unchecked. Try again soon.',
    'plan-renewing': 'Your plan is being renewed. Try again in an hour.',
    'top-up-charged': 'A top-up was charged meanwhile. Try again.',
    unreached: 'Couldn’t reach Firemeter. Check your connection.',
  },
  'not-configured': {
    catalog: 'No prices are published yet. An admin has to publish a catalog.',
    'nothing-published': 'Publish a catalog first.',
    model: ({ label }: Fields<'label'>) =>
      `${label} is not set up here. Nothing was charged. Try another model.`,
    key: 'This model is not set up here.',
    provider: ({ provider }: Fields<'provider'>) => `There is no provider "${provider}" here.`,
    'provider-kind': ({ provider, kind }: Fields<'provider' | 'kind'>) =>
      `The provider "${provider}" makes no ${kind} here.`,
    'no-waiting': ({ model }: Fields<'model'>) => `The model "${model}" cannot be waited for.`,
    'no-editing': ({ model }: Fields<'model'>) => `The model "${model}" cannot edit images.`,
    payments: 'Nothing can be bought here yet.',
    'payments-broken': 'Payments are not set up correctly here. Nothing was charged; write to support.',
    service: 'This part of Firemeter is not running.',
    'store-version': 'This is not available yet: an operator has to run npm run migrate.',
  },
  cancelled: {
    released: 'Cancelled. Credits for what was not delivered were given back.',
    stopped: 'Cancelled.',
    'before-work': 'Cancelled before the work began.',
    'before-hold': 'Cancelled before any credits were held for it.',
    'run-over': 'The run is over.',
  },
  'provider-busy': 'The model is too busy at the moment. Try again in a little while.',
  'provider-refused': {
    policy: 'The model declined this request under its content policy.',
    'file-type':
      'This file is no image, sound or video that browsers can show. Save it as PNG, JPEG, WebP, GIF, MP3, WAV, MP4 or WebM.',
  },
  'provider-timeout': 'The model took too long to answer.',
  'provider-failed': {
    unfinished: 'The model could not finish this request.',
    unexpected: 'This could not be done. Your credits were given back.',
    interrupted: 'It broke off. Only what had been delivered by then was charged.',
    reported: ({ note }: Fields<'note'>) => note,
    'too-large': 'The result is too large to keep.',
    'wrong-file': ({ kind }: Fields<'kind'>) => `The model sent something that is not a ${kind}.`,
    'source-missing': 'What this starts from is missing.',
    'no-sound': 'What this starts from is not a sound.',
    'no-picture': 'What this starts from is not an image.',
    'no-words': 'No words could be heard in this recording.',
    'story-form': 'The model did not write the story in the requested form.',
    'out-of-tokens': 'The model used up its tokens before it said anything.',
  },
  'worker-lost': 'The work did not end in time. Credits for what was not delivered were given back.',
  internal: {
    server: 'Something went wrong on our side. Only what is delivered is charged.',
    page: 'Something went wrong in this page.',
  },
} satisfies Record<ErrorCode, Sentence | Readonly<Record<string, Sentence>>>;
